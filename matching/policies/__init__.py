"""The policies by which is matched: weights, floors, routes and limits as data, versioned and cited by each run."""

from matching.policies.policy import CandidatePolicy, DistancePolicy, Labels, Limit, Policy, Requirements, Shares
from matching.policies.reading import PolicyBroken, PolicyUnknown, load_policy, policy_names

DEFAULT_POLICY = "default"
"""By which is matched unless somebody asks for another."""

__all__ = [
    "DEFAULT_POLICY",
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
