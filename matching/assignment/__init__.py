"""The best set of pairs under demand and capacity, with a certified distance from the optimum."""

from matching.assignment.problem import SCORE_SCALE, MalformedProblem, Problem, ScoresTooLarge
from matching.assignment.solver import Assignment, Precision, Prices, solve

__all__ = [
    "SCORE_SCALE",
    "Assignment",
    "MalformedProblem",
    "Precision",
    "Prices",
    "Problem",
    "ScoresTooLarge",
    "solve",
]
