"""Random problems for the solver, and the exact answer by somebody else's min-cost flow."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from ortools.graph.python import min_cost_flow

from matching.assignment import Precision, Problem
from matching.policies import load_policy

PRECISION = load_policy().precision
ROUGH = Precision(gap=0.0005, aim=0.0005, exact_edges=0, step=0.00025, patience=12, rounds=60)
"""As the policy treats large problems: content with the promised gap."""


def problem(edges: list[tuple[int, int, int]], demand: list[int], capacity: list[int]) -> Problem:
    """Edges as (need, supplier, score in ten-thousandths)."""
    table = np.array(edges, np.int64).reshape(-1, 3)
    return Problem(
        need=table[:, 0].astype(np.int32),
        supplier=table[:, 1].astype(np.int32),
        score=table[:, 2].copy(),
        demand=np.array(demand, np.int64),
        capacity=np.array(capacity, np.int64),
    )


@st.composite
def problems(draw: st.DrawFn, largest_side: int = 9) -> Problem:
    """Small problems of every temper: scarce and rich, with ties, idle nodes, closed and greedy suppliers."""
    needs, suppliers = draw(st.integers(0, largest_side)), draw(st.integers(0, largest_side))
    cells = [(need, supplier) for need in range(needs) for supplier in range(suppliers)]
    pairs = draw(st.lists(st.sampled_from(cells), unique=True)) if cells else []
    scores = st.sampled_from(draw(st.sampled_from([[10_000], [1, 2, 3], [10_000, 20_000], [1, 999_999_999]])))
    scores = draw(st.sampled_from([scores, st.integers(1, 1_000_000)]))
    return problem(
        [(need, supplier, draw(scores)) for need, supplier in pairs],
        [draw(st.integers(1, 4)) for _ in range(needs)],
        [draw(st.sampled_from([0, 1, 1, 2, 3, 1_000_000])) for _ in range(suppliers)],
    )


def random_problem(seed: int, needs: int, suppliers: int, degree: int, rich: bool) -> Problem:
    """A market of the size asked, about `degree` suppliers a need; rich has seats for all, scarce for two in five."""
    generator = np.random.default_rng(seed)
    drawn = np.repeat(np.arange(needs), degree) * suppliers + generator.integers(0, suppliers, needs * degree)
    need, supplier = np.divmod(np.unique(drawn), suppliers)
    quality = generator.random(suppliers)[supplier]
    score = (1_000_000 * (0.4 * quality + 0.6 * generator.random(len(need)))).astype(np.int64) + 1
    demand = np.where(generator.random(needs) < 0.9, 1, generator.integers(2, 4, needs))
    capacity = generator.integers(1, 6, suppliers) if rich else generator.integers(0, 3, suppliers)
    return Problem(need.astype(np.int32), supplier.astype(np.int32), score, demand, capacity)


def optimum(given: Problem) -> int:
    """The greatest sum of scores, by OR-Tools: source -> need -> supplier -> sink, and a way past for who stays out."""
    needs, suppliers = len(given.demand), len(given.capacity)
    source, sink = needs + suppliers, needs + suppliers + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    add = flow.add_arcs_with_capacity_and_unit_cost
    need, supplier = np.arange(needs), needs + np.arange(suppliers)
    add(given.need.astype(np.int64), needs + given.supplier.astype(np.int64), np.ones_like(given.score), -given.score)
    add(np.full(needs, source), need, given.demand, np.zeros(needs, np.int64))
    add(supplier, np.full(suppliers, sink), given.capacity, np.zeros(suppliers, np.int64))
    total = int(given.demand.sum())
    flow.add_arc_with_capacity_and_unit_cost(source, sink, total, 0)
    flow.set_node_supply(source, total)
    flow.set_node_supply(sink, -total)
    assert flow.solve() == flow.OPTIMAL
    return -int(flow.optimal_cost())
