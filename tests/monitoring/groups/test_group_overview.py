"""The overview of groups: as many as the matrix shows, in a fixed number of queries, for own staff."""

import pytest

from mentorhub.core.actor import NotFound, Role
from mentorhub.monitoring.groups.service import group_matrix, overview
from tests.monitoring.groups.making_group import a_group, choose_qualities, more_students, statements_of
from tests.pairs.making import make_pair


async def test_the_overview_counts_what_the_matrix_shows(database):
    cast = await a_group()
    juniors = await more_students(cast, Role.MENTEE, "Cem", "Abel")
    await choose_qualities(juniors[0], 4)
    await make_pair(juniors[1], cast.amina, days_ago=3)
    found = (await overview(cast.tess)).groups
    assert [group.name for group in found] == ["A"]
    matrix = await group_matrix(cast.tess, cast.groups["a"].id)
    for table in (matrix.juniors, matrix.coaches):
        assert found[0].whole[table.role] == len(table.students)
        for step, (done, _) in table.counts().items():
            assert found[0].done.get((table.role, step), 0) == done, step
    assert matrix.juniors.counts()["matched"] == (2, 3)


async def test_the_overview_takes_fifteen_queries_for_one_group_and_for_two(database):
    cast = await a_group()
    assert len(await statements_of(overview(cast.tess))) == 15
    assert len(await statements_of(overview(cast.corrie))) == 15


async def test_a_programme_out_of_reach_is_not_found(sqlite):
    cast = await a_group()
    assert [one.name for one in (await overview(cast.corrie)).programmes] == ["Coaching North"]
    north, south = cast.programmes["north"].id, cast.programmes["south"].id
    assert len((await overview(cast.corrie, north)).groups) == 2
    with pytest.raises(NotFound):
        await overview(cast.corrie, south)


async def test_a_page_that_is_none_is_the_nearest(sqlite):
    cast = await a_group()
    assert ((await overview(cast.corrie, page=9)).page, (await overview(cast.corrie, page=-1)).page) == (1, 1)
