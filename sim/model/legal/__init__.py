"""The legal process around children in care: what stands in law, proceedings, assessments and permanence."""
