#include <libxml/xmlversion.h>
/* The headers of ICU that libxml2 would bring along contradict those within Foundation; only its
   character encodings use them. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/HTMLparser.h>
