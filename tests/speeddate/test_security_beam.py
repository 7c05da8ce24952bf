"""The projector opens with its key, whatever others behind the same address try."""

from mentorhub.settings import settings
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.state.beam import BeamScreen
from tests.speeddate.evening import make_evening
from tests.tab import open_hub


async def test_wrong_keys_from_the_same_address_do_not_darken_the_projector(sqlite: str):
    evening = await make_evening()
    await evening.step("open")
    key = beam_key(await evening.row())
    async with open_hub() as hub:
        bully = await hub.tab(path="/beam/wrong?beam_key=wrong")
        for _ in range(settings().sign_in_tries + 1):
            await bully.call(BeamScreen.load)
        assert (await bully.shown(BeamScreen))["found"] == "ended"
        projector = await hub.tab(path=f"/beam/{key}?beam_key={key}")
        await projector.call(BeamScreen.load)
        assert (await projector.shown(BeamScreen))["found"] == "here"
