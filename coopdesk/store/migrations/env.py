"""How Alembic runs the steps: on the connection that ``migrations.upgrade`` opened, never on one of its own."""

from alembic import context

from coopdesk.records.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
