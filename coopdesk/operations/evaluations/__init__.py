"""Evaluations by the six criteria of the OECD DAC: begun of a record, judged with evidence, answered, learned from."""
