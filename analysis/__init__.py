"""Count and read the answers of a wave, without a language model and without the service.

    from analysis import ThemeModel, analyse_wave

`analyse_wave(table, settings)` gives all that a wave may show; `ThemeModel` finds what comments are about. Names are
imported when first used, so that `import analysis` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.errors import AnalysisError
    from analysis.results import WaveAnalysis
    from analysis.tables import Asked, Comment, LoopCounts, Minimums, WaveSettings, WaveTable
    from analysis.text.themes import ThemeModel
    from analysis.wave_analysis import analyse_wave

__all__ = [
    "AnalysisError",
    "Asked",
    "Comment",
    "LoopCounts",
    "Minimums",
    "ThemeModel",
    "WaveAnalysis",
    "WaveSettings",
    "WaveTable",
    "analyse_wave",
]

HOMES = {
    "AnalysisError": "analysis.errors",
    "ThemeModel": "analysis.text.themes",
    "WaveAnalysis": "analysis.results",
    "analyse_wave": "analysis.wave_analysis",
}


def __getattr__(name: str) -> Any:
    """Import a public name from the module it lives in."""
    if name not in __all__:
        raise AttributeError(f"analysis has no {name!r}. It has {', '.join(__all__)}.")
    return getattr(import_module(HOMES.get(name, "analysis.tables")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
