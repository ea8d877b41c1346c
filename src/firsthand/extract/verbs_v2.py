from firsthand.extract.clauses import View
from firsthand.extract.verbs import Candidate
def candidates(v: View) -> list[Candidate]:
    return []
