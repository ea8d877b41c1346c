"""Stage: pairs of documents, and of quotations, that share words. Who took what from whom, as far as the texts show."""
