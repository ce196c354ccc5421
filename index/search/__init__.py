"""Full-text search: a Whoosh index that follows the archive; the only importer of whoosh."""
