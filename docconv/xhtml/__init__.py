"""The document as XHTML, for web pages and e-books: markup that is valid as HTML5 and as XML."""
