"""What insurers and officers enter about group programmes."""

from marketplace.insurance.forms.officers import CommentForm
from marketplace.insurance.forms.programmes import NewProgrammeForm, PolicyForm, ProgrammeForm, values_of

__all__ = ["CommentForm", "NewProgrammeForm", "PolicyForm", "ProgrammeForm", "values_of"]
