"""Ordinary .docx files as templates: docxtpl's tag language, compiled once, strict, escaping, sandboxed."""

from templates.faults import TemplateError, TemplateFault
from templates.fields import Field, load_fields
from templates.join import join_documents
from templates.layout import Laid
from templates.render import CompiledTemplate, compile_template, load_template

__all__ = [
    "CompiledTemplate",
    "Field",
    "Laid",
    "TemplateError",
    "TemplateFault",
    "compile_template",
    "join_documents",
    "load_fields",
    "load_template",
]
