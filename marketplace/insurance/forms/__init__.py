"""What insurers and officers enter about group programmes."""

from marketplace.insurance.forms.programmes import NewProgrammeForm, PolicyForm, ProgrammeForm, values_of

__all__ = ["NewProgrammeForm", "PolicyForm", "ProgrammeForm", "values_of"]
