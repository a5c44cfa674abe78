"""The policies by which is matched: weights, floors, routes and limits as data, versioned and cited by each run."""

from matching.policies.policy import CandidatePolicy, DistancePolicy, Labels, Limit, Policy, Requirements, Shares
from matching.policies.reading import PolicyBroken, PolicyUnknown, load_policy, policy_names

__all__ = [
    "CandidatePolicy",
    "DistancePolicy",
    "Labels",
    "Limit",
    "Policy",
    "PolicyBroken",
    "PolicyUnknown",
    "Requirements",
    "Shares",
    "load_policy",
    "policy_names",
]
