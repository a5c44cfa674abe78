"""The three tables of `manage.py assign`: millions of rows read in seconds, the first bad one named."""

from matching.assignment.files.faults import Fault, TableFault
from matching.assignment.files.tables import Nodes, read_edges, read_nodes

__all__ = ["Fault", "Nodes", "TableFault", "read_edges", "read_nodes"]
