"""The way from each earlier schema to the present one, for Alembic. A released file is never changed."""
