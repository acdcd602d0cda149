"""Legal process and permanence: how courts and plans decide where children in care grow up."""
