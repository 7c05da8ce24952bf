"""The optional package highspy (extra `optimise`), for what needs an integer programme."""

from importlib import import_module
from typing import Any

from mentorhub.matching.rules.errors import OptimiserMissing


def optimiser() -> Any:
    """The class of a quiet HiGHS model that solves to the optimum. Raises `OptimiserMissing` without it."""
    try:
        return import_module("highspy").Highs
    except ImportError as missing:
        raise OptimiserMissing("highspy", "optimise") from missing


def quiet_model(highs: Any) -> Any:
    """A new model without output; all costs are whole numbers, so less than one apart is equal."""
    model = highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)
    return model


def is_solved(model: Any) -> bool:
    """Whether the model was solved to the optimum, and not, say, shown to have no solution."""
    status = model.getModelStatus()
    return status == type(status).kOptimal
