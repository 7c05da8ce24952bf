"""All style sheets are global in a browser, so a class belongs to one of them."""

import re
from collections import defaultdict

from mentorhub.core.serving import ROOT


def test_a_class_belongs_to_one_feature():
    owners = defaultdict(set)
    sheets = sorted((ROOT / "assets").glob("*.css"))
    for sheet in sheets:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors in re.findall(r"([^{}]+)\{", text):
            for selector in selectors.split(","):
                if found := re.match(r"\s*\.([\w-]+)\s*$", selector):
                    owners[found[1]].add(sheet.name)
    assert len(sheets) > 5
    assert {name: files for name, files in owners.items() if len(files) > 1} == {}
