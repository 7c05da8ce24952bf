"""tmp"""
from pathlib import Path
from tests.cast import make_cast
from mentorhub.people.service import class_lists
L = Path(__file__).parents[1] / "data" / "rosters"
async def test_x(database):
    cast = await make_cast()
    p = cast.programmes["north"].id
    for n in ("summa-logistiek.csv", "regiocollege.csv", "regiocollege.xlsx", "with-faults.csv"):
        d = (L / n).read_bytes()
        print(n, await class_lists.confirm(cast.corrie, p, d, n), await class_lists.confirm(cast.corrie, p, d, n))
