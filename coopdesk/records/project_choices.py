"""What is chosen from in projects and their lines. Tokens are the field's own words (IATI, OECD DAC)."""

from coopdesk.fields import options
from coopdesk.i18n import N_

PROJECT_KIND = options(
    ("development", N_("Development", "project")),
    ("humanitarian", N_("Humanitarian", "project")),
    ("technical", N_("Technical cooperation")),
    ("capacity", N_("Capacity building")),
    ("mediation", N_("Mediation and good offices")),
    ("dialogue", N_("Dialogue forum")),
    ("investment", N_("Investment", "project")),
    ("waqf", N_("Endowment (waqf)")),
    ("research", N_("Research", "project")),
    ("other", N_("Other", "project")),
)
MANAGED_BY = options(
    ("organization", N_("Managed by an organization")),
    ("state", N_("Initiative of the State")),
    ("assistance", N_("Assistance of the State")),
)
PROJECT_STATUS = options(
    ("pipeline", N_("In preparation", "project")),
    ("implementation", N_("Under implementation")),
    ("finalisation", N_("Being finalised")),
    ("closed", N_("Closed", "project")),
    ("suspended", N_("Suspended", "project")),
    ("cancelled", N_("Cancelled", "project")),
)
LIVE = ("pipeline", "implementation", "finalisation")
"""The statuses in which a project runs or will."""
COLLABORATION = options(
    ("bilateral", N_("Bilateral")),
    ("multilateral_core", N_("Multilateral (core contribution)")),
    ("multilateral_earmarked", N_("Multilateral, for a stated purpose")),
    ("ngo", N_("Core support to civil society")),
    ("triangular", N_("Triangular or South-South cooperation")),
)
FLOW = options(
    ("oda", N_("Official development assistance")),
    ("oof", N_("Other official flows")),
    ("private_grants", N_("Grants of civil society")),
    ("private_market", N_("Private flows at market terms")),
    ("other", N_("Other", "flow")),
)
FINANCE = options(
    ("grant", N_("Grant", "finance")),
    ("loan", N_("Loan")),
    ("equity", N_("Equity")),
    ("guarantee", N_("Guarantee")),
    ("debt_relief", N_("Debt relief")),
    ("other", N_("Other", "finance")),
)
AID_TYPE = options(
    ("budget_support", N_("Budget support")),
    ("core", N_("Core contributions and pooled funds")),
    ("project", N_("Project-type interventions")),
    ("experts", N_("Experts and technical assistance")),
    ("scholarships", N_("Scholarships and students’ costs")),
    ("debt", N_("Debt relief", "aid")),
    ("administration", N_("Administrative costs")),
    ("domestic", N_("Other expenditure in the donor country")),
)
TIED = options(
    ("untied", N_("Untied")),
    ("partly_tied", N_("Partly tied")),
    ("tied", N_("Tied")),
)
CHANNEL = options(
    ("public", N_("Public institutions")),
    ("ngo", N_("Civil society organizations")),
    ("partnership", N_("Public-private partnerships and networks")),
    ("multilateral", N_("Multilateral organizations")),
    ("academic", N_("Universities, research institutes and think tanks")),
    ("private", N_("Private sector institutions")),
    ("other", N_("Other channels")),
)
FITS = options(
    ("fully", N_("Fully", "fits")),
    ("partly", N_("Partly", "fits")),
    ("not", N_("Not at all", "fits")),
)
REPORTS = options(
    ("quarterly", N_("Every quarter")),
    ("half_yearly", N_("Every half-year")),
    ("yearly", N_("Every year")),
    ("none", N_("None are owed")),
)
NO_OBJECTION = options(
    ("not_asked", N_("Not asked yet")),
    ("asked", N_("Asked", "no-objection")),
    ("given", N_("No objection")),
    ("conditional", N_("No objection, on a condition")),
    ("refused", N_("Objection")),
)
PARTICIPANT_ROLE = options(
    ("funding", N_("Funding")),
    ("accountable", N_("Accountable")),
    ("extending", N_("Extending")),
    ("implementing", N_("Implementing")),
    ("partner", N_("National partner")),
)
BUDGET_TYPE = options(
    ("original", N_("Original", "budget")),
    ("revised", N_("Revised", "budget")),
)
BUDGET_STATUS = options(
    ("indicative", N_("Indicative")),
    ("committed", N_("Committed")),
)
TRANSACTION_TYPE = options(
    ("pledge", N_("Pledge", "transaction")),
    ("commitment", N_("Commitment", "transaction")),
    ("disbursement", N_("Disbursement")),
    ("expenditure", N_("Expenditure")),
    ("incoming_commitment", N_("Incoming commitment")),
    ("incoming", N_("Incoming funds")),
    ("interest", N_("Interest payment")),
    ("repayment", N_("Loan repayment")),
    ("reimbursement", N_("Reimbursement")),
)
PAID = ("disbursement", "expenditure")
"""The types by which money has left who gives it."""
MONEY_SOURCE = options(
    ("government", N_("Government", "source of money")),
    ("donation", N_("Donations")),
    ("civil_society", N_("Civil society", "source of money")),
    ("private", N_("Private sector", "source of money")),
    ("multilateral", N_("Multilateral funds")),
    ("waqf", N_("Returns of endowments")),
)
RESULT_LEVEL = options(
    ("goal", N_("Goal", "result")),
    ("outcome", N_("Outcome", "result")),
    ("output", N_("Output", "result")),
)
RISK_KIND = options(
    ("political", N_("Political fragility")),
    ("capacity", N_("Weak capacity")),
    ("security", N_("Security")),
    ("access", N_("Access", "risk")),
    ("funding", N_("Funding", "risk")),
    ("fiduciary", N_("Misuse of funds")),
    ("environmental", N_("Environment and climate", "risk")),
    ("reputation", N_("Reputation")),
)
LIKELIHOOD = options(
    ("1", N_("Very unlikely")),
    ("2", N_("Unlikely")),
    ("3", N_("Possible")),
    ("4", N_("Likely")),
    ("5", N_("Almost certain")),
)
IMPACT = options(
    ("1", N_("Negligible")),
    ("2", N_("Minor")),
    ("3", N_("Moderate")),
    ("4", N_("Major")),
    ("5", N_("Severe")),
)
RISK_STATUS = options(
    ("open", N_("Open", "risk")),
    ("happened", N_("Has happened")),
    ("closed", N_("Closed", "risk")),
)
IN_KIND = options(
    ("expertise", N_("Days of expertise")),
    ("premises", N_("Premises")),
    ("transport", N_("Transport")),
    ("equipment", N_("Equipment")),
    ("relief_goods", N_("Relief goods")),
    ("licence", N_("Licence or permit")),
    ("letter", N_("Letter of support")),
    ("training", N_("Training places")),
    ("other", N_("Other", "support in kind")),
)
PAPER_KIND = options(
    ("proposal", N_("Project document")),
    ("agreement", N_("Agreement", "paper")),
    ("budget", N_("Budget", "paper")),
    ("framework", N_("Results framework")),
    ("report", N_("Report", "paper")),
    ("evaluation", N_("Evaluation", "paper")),
    ("audit", N_("Audit")),
    ("web", N_("Web page")),
)
