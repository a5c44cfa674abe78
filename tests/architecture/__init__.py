"""The shape of the house, proved from its code: who looks at whom, what is promised twice, what nobody may do."""
