"""Annotations in and out: Markdown, Web Annotations in JSON-LD, CSV, Readwise; Hypothesis."""

from index.notes.exchange.addresses import variants
from index.notes.exchange.facts import ArticleFacts, Describe
from index.notes.exchange.importing import ArticleText, Find, Plan, plan
from index.notes.exchange.jsonld import to_jsonld, to_jsonld_lines
from index.notes.exchange.markdown import file_name, seal_of, sealed, to_document, to_documents
from index.notes.exchange.reading import AnnotationRead, read_annotations
from index.notes.exchange.tables import to_csv, to_readwise

__all__ = [
    "AnnotationRead",
    "ArticleFacts",
    "ArticleText",
    "Describe",
    "Find",
    "Plan",
    "file_name",
    "plan",
    "read_annotations",
    "seal_of",
    "sealed",
    "to_csv",
    "to_document",
    "to_documents",
    "to_jsonld",
    "to_jsonld_lines",
    "to_readwise",
    "variants",
]
