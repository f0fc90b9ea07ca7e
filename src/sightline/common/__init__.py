"""What every area stands on: who may do what, the record of what was done, row security, forms.

Answers to the Data Protection Act 2018 and to the access rules the partners agreed between them.
"""
