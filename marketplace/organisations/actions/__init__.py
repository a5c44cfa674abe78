"""How organisations join, are verified, gain and lose members, and answer what is shown about them."""

from marketplace.organisations.actions.applying import (
    attach_paper,
    begin_application,
    choose_capabilities,
    describe_application,
    introduce_application,
    submit_application,
    withdraw_application,
)
from marketplace.organisations.actions.deciding import (
    admit,
    apply,
    refuse_application,
    return_application,
)
from marketplace.organisations.actions.eligibility import (
    SecondPersonNeeded,
    confirm_eligibility,
    confirm_eligibility_list,
    import_eligibility_list,
    list_eligibility,
    reject_eligibility_list,
)
from marketplace.organisations.actions.expiring import expire_what_ran_out
from marketplace.organisations.actions.licences import enter_licence, refuse_licence, verify_licence
from marketplace.organisations.actions.members import (
    accept_invitation,
    add_member,
    change_role,
    invite_member,
    remove_member,
    withdraw_invitation,
)
from marketplace.organisations.actions.replies import publish_reply, refuse_reply, withdraw_reply, write_reply
from marketplace.organisations.actions.suspending import lift_suspension, suspend
from marketplace.organisations.actions.undertakings import (
    end_undertaking,
    expire_undertakings,
    refuse_undertaking,
    sign_undertaking,
    vet_undertaking,
)
from marketplace.organisations.actions.verifying import (
    claim_capability,
    doubt_capability,
    propose_capability,
    refuse_capability,
    renew_capability,
    verify_capability,
)

__all__ = [
    "SecondPersonNeeded",
    "accept_invitation",
    "add_member",
    "admit",
    "apply",
    "attach_paper",
    "begin_application",
    "change_role",
    "choose_capabilities",
    "claim_capability",
    "confirm_eligibility",
    "confirm_eligibility_list",
    "describe_application",
    "doubt_capability",
    "end_undertaking",
    "enter_licence",
    "expire_undertakings",
    "expire_what_ran_out",
    "import_eligibility_list",
    "introduce_application",
    "invite_member",
    "lift_suspension",
    "list_eligibility",
    "propose_capability",
    "publish_reply",
    "refuse_application",
    "refuse_capability",
    "refuse_licence",
    "refuse_reply",
    "refuse_undertaking",
    "reject_eligibility_list",
    "remove_member",
    "renew_capability",
    "return_application",
    "sign_undertaking",
    "submit_application",
    "suspend",
    "verify_capability",
    "verify_licence",
    "vet_undertaking",
    "withdraw_application",
    "withdraw_invitation",
    "withdraw_reply",
    "write_reply",
]
