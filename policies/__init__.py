"""What the documents require: policies, their clauses' requirements, and the values they set."""

from policies.entries import RegisterError
from policies.model import Parameter, ParameterValue, Policy, Requirement, Setting
from policies.register import Register, load_register
from policies.resolve import applicable, resolve_setting

__all__ = [
    "Parameter",
    "ParameterValue",
    "Policy",
    "Register",
    "RegisterError",
    "Requirement",
    "Setting",
    "applicable",
    "load_register",
    "resolve_setting",
]
