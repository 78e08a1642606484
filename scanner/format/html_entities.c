/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/html_entities.c - the named characters of HTML: all of HTML 4, and of HTML 5 those that
 * are letters, digits, spaces, currencies and punctuation. In byte order.
 */
#include <string.h>
#include "format/html.h"

#define BARE 0x10000u /* known without its semicolon too */
static const struct {
	const char *name;
	uint32_t code;
} entities[] = {
	{ "AElig", BARE | 0xC6 }, { "AMP", BARE | 0x26 }, { "Aacute", BARE | 0xC1 },
	{ "Abreve", 0x102 }, { "Acirc", BARE | 0xC2 }, { "Acy", 0x410 }, { "Agrave", BARE | 0xC0 },
	{ "Alpha", 0x391 }, { "Amacr", 0x100 }, { "Aogon", 0x104 }, { "Aring", BARE | 0xC5 },
	{ "Atilde", BARE | 0xC3 }, { "Auml", BARE | 0xC4 }, { "Bcy", 0x411 }, { "Beta", 0x392 },
	{ "CHcy", 0x427 }, { "COPY", BARE | 0xA9 }, { "Cacute", 0x106 }, { "Ccaron", 0x10C },
	{ "Ccedil", BARE | 0xC7 }, { "Ccirc", 0x108 }, { "Cdot", 0x10A }, { "Cedilla", 0xB8 },
	{ "CenterDot", 0xB7 }, { "Chi", 0x3A7 }, { "CloseCurlyDoubleQuote", 0x201D },
	{ "CloseCurlyQuote", 0x2019 }, { "DJcy", 0x402 }, { "DScy", 0x405 }, { "DZcy", 0x40F },
	{ "Dagger", 0x2021 }, { "Dcaron", 0x10E }, { "Dcy", 0x414 }, { "Delta", 0x394 },
	{ "DiacriticalAcute", 0xB4 }, { "DiacriticalGrave", 0x60 }, { "Dot", 0xA8 },
	{ "DoubleDot", 0xA8 }, { "Dstrok", 0x110 }, { "ENG", 0x14A }, { "ETH", BARE | 0xD0 },
	{ "Eacute", BARE | 0xC9 }, { "Ecaron", 0x11A }, { "Ecirc", BARE | 0xCA }, { "Ecy", 0x42D },
	{ "Edot", 0x116 }, { "Egrave", BARE | 0xC8 }, { "Emacr", 0x112 }, { "Eogon", 0x118 },
	{ "Epsilon", 0x395 }, { "Eta", 0x397 }, { "Euml", BARE | 0xCB }, { "Fcy", 0x424 },
	{ "GJcy", 0x403 }, { "GT", BARE | 0x3E }, { "Gamma", 0x393 }, { "Gammad", 0x3DC },
	{ "Gbreve", 0x11E }, { "Gcedil", 0x122 }, { "Gcirc", 0x11C }, { "Gcy", 0x413 },
	{ "Gdot", 0x120 }, { "HARDcy", 0x42A }, { "Hacek", 0x2C7 }, { "Hat", 0x5E },
	{ "Hcirc", 0x124 }, { "Hstrok", 0x126 }, { "IEcy", 0x415 }, { "IJlig", 0x132 },
	{ "IOcy", 0x401 }, { "Iacute", BARE | 0xCD }, { "Icirc", BARE | 0xCE }, { "Icy", 0x418 },
	{ "Idot", 0x130 }, { "Igrave", BARE | 0xCC }, { "Imacr", 0x12A }, { "Iogon", 0x12E },
	{ "Iota", 0x399 }, { "Itilde", 0x128 }, { "Iukcy", 0x406 }, { "Iuml", BARE | 0xCF },
	{ "Jcirc", 0x134 }, { "Jcy", 0x419 }, { "Jsercy", 0x408 }, { "Jukcy", 0x404 },
	{ "KHcy", 0x425 }, { "KJcy", 0x40C }, { "Kappa", 0x39A }, { "Kcedil", 0x136 },
	{ "Kcy", 0x41A }, { "LJcy", 0x409 }, { "LT", BARE | 0x3C }, { "Lacute", 0x139 },
	{ "Lambda", 0x39B }, { "Lcaron", 0x13D }, { "Lcedil", 0x13B }, { "Lcy", 0x41B },
	{ "Lmidot", 0x13F }, { "Lstrok", 0x141 }, { "Mcy", 0x41C }, { "MediumSpace", 0x205F },
	{ "Mu", 0x39C }, { "NJcy", 0x40A }, { "Nacute", 0x143 }, { "Ncaron", 0x147 },
	{ "Ncedil", 0x145 }, { "Ncy", 0x41D }, { "NegativeMediumSpace", 0x200B },
	{ "NegativeThickSpace", 0x200B }, { "NegativeThinSpace", 0x200B },
	{ "NegativeVeryThinSpace", 0x200B }, { "NewLine", 0xA }, { "NonBreakingSpace", 0xA0 },
	{ "Ntilde", BARE | 0xD1 }, { "Nu", 0x39D }, { "OElig", 0x152 }, { "Oacute", BARE | 0xD3 },
	{ "Ocirc", BARE | 0xD4 }, { "Ocy", 0x41E }, { "Odblac", 0x150 }, { "Ograve", BARE | 0xD2 },
	{ "Omacr", 0x14C }, { "Omega", 0x3A9 }, { "Omicron", 0x39F },
	{ "OpenCurlyDoubleQuote", 0x201C }, { "OpenCurlyQuote", 0x2018 },
	{ "Oslash", BARE | 0xD8 }, { "Otilde", BARE | 0xD5 }, { "Ouml", BARE | 0xD6 },
	{ "OverBar", 0x203E }, { "Pcy", 0x41F }, { "Phi", 0x3A6 }, { "Pi", 0x3A0 },
	{ "PlusMinus", 0xB1 }, { "Prime", 0x2033 }, { "Psi", 0x3A8 }, { "QUOT", BARE | 0x22 },
	{ "REG", BARE | 0xAE }, { "Racute", 0x154 }, { "Rcaron", 0x158 }, { "Rcedil", 0x156 },
	{ "Rcy", 0x420 }, { "Rho", 0x3A1 }, { "SHCHcy", 0x429 }, { "SHcy", 0x428 },
	{ "SOFTcy", 0x42C }, { "Sacute", 0x15A }, { "Scaron", 0x160 }, { "Scedil", 0x15E },
	{ "Scirc", 0x15C }, { "Scy", 0x421 }, { "Sigma", 0x3A3 }, { "THORN", BARE | 0xDE },
	{ "TRADE", 0x2122 }, { "TSHcy", 0x40B }, { "TScy", 0x426 }, { "Tab", 0x9 },
	{ "Tau", 0x3A4 }, { "Tcaron", 0x164 }, { "Tcedil", 0x162 }, { "Tcy", 0x422 },
	{ "Theta", 0x398 }, { "ThinSpace", 0x2009 }, { "Tstrok", 0x166 },
	{ "Uacute", BARE | 0xDA }, { "Ubrcy", 0x40E }, { "Ubreve", 0x16C },
	{ "Ucirc", BARE | 0xDB }, { "Ucy", 0x423 }, { "Udblac", 0x170 }, { "Ugrave", BARE | 0xD9 },
	{ "Umacr", 0x16A }, { "UnderBar", 0x5F }, { "Uogon", 0x172 }, { "Upsi", 0x3D2 },
	{ "Upsilon", 0x3A5 }, { "Uring", 0x16E }, { "Utilde", 0x168 }, { "Uuml", BARE | 0xDC },
	{ "Vcy", 0x412 }, { "Verbar", 0x2016 }, { "Vert", 0x2016 }, { "VerticalLine", 0x7C },
	{ "VeryThinSpace", 0x200A }, { "Wcirc", 0x174 }, { "Xi", 0x39E }, { "YAcy", 0x42F },
	{ "YIcy", 0x407 }, { "YUcy", 0x42E }, { "Yacute", BARE | 0xDD }, { "Ycirc", 0x176 },
	{ "Ycy", 0x42B }, { "Yuml", 0x178 }, { "ZHcy", 0x416 }, { "Zacute", 0x179 },
	{ "Zcaron", 0x17D }, { "Zcy", 0x417 }, { "Zdot", 0x17B }, { "ZeroWidthSpace", 0x200B },
	{ "Zeta", 0x396 }, { "aacute", BARE | 0xE1 }, { "abreve", 0x103 },
	{ "acirc", BARE | 0xE2 }, { "acute", BARE | 0xB4 }, { "acy", 0x430 },
	{ "aelig", BARE | 0xE6 }, { "agrave", BARE | 0xE0 }, { "alefsym", 0x2135 },
	{ "alpha", 0x3B1 }, { "amacr", 0x101 }, { "amp", BARE | 0x26 }, { "and", 0x2227 },
	{ "ang", 0x2220 }, { "angst", 0xC5 }, { "aogon", 0x105 }, { "apos", 0x27 },
	{ "aring", BARE | 0xE5 }, { "ast", 0x2A }, { "asymp", 0x2248 }, { "atilde", BARE | 0xE3 },
	{ "auml", BARE | 0xE4 }, { "backprime", 0x2035 }, { "bcy", 0x431 }, { "bdquo", 0x201E },
	{ "beta", 0x3B2 }, { "bprime", 0x2035 }, { "brvbar", BARE | 0xA6 }, { "bsemi", 0x204F },
	{ "bsol", 0x5C }, { "bull", 0x2022 }, { "bullet", 0x2022 }, { "cacute", 0x107 },
	{ "cap", 0x2229 }, { "caret", 0x2041 }, { "caron", 0x2C7 }, { "ccaron", 0x10D },
	{ "ccedil", BARE | 0xE7 }, { "ccirc", 0x109 }, { "cdot", 0x10B }, { "cedil", BARE | 0xB8 },
	{ "cent", BARE | 0xA2 }, { "centerdot", 0xB7 }, { "chcy", 0x447 }, { "chi", 0x3C7 },
	{ "circ", 0x2C6 }, { "circledR", 0xAE }, { "clubs", 0x2663 }, { "colon", 0x3A },
	{ "comma", 0x2C }, { "commat", 0x40 }, { "cong", 0x2245 }, { "copy", BARE | 0xA9 },
	{ "crarr", 0x21B5 }, { "cup", 0x222A }, { "curren", BARE | 0xA4 }, { "dArr", 0x21D3 },
	{ "dagger", 0x2020 }, { "darr", 0x2193 }, { "dash", 0x2010 }, { "dcaron", 0x10F },
	{ "dcy", 0x434 }, { "ddagger", 0x2021 }, { "deg", BARE | 0xB0 }, { "delta", 0x3B4 },
	{ "diams", 0x2666 }, { "die", 0xA8 }, { "digamma", 0x3DD }, { "div", 0xF7 },
	{ "divide", BARE | 0xF7 }, { "djcy", 0x452 }, { "dollar", 0x24 }, { "dscy", 0x455 },
	{ "dstrok", 0x111 }, { "dzcy", 0x45F }, { "eacute", BARE | 0xE9 }, { "ecaron", 0x11B },
	{ "ecirc", BARE | 0xEA }, { "ecy", 0x44D }, { "edot", 0x117 }, { "egrave", BARE | 0xE8 },
	{ "emacr", 0x113 }, { "empty", 0x2205 }, { "emsp", 0x2003 }, { "emsp13", 0x2004 },
	{ "emsp14", 0x2005 }, { "eng", 0x14B }, { "ensp", 0x2002 }, { "eogon", 0x119 },
	{ "epsi", 0x3B5 }, { "epsilon", 0x3B5 }, { "epsiv", 0x3F5 }, { "equals", 0x3D },
	{ "equiv", 0x2261 }, { "eta", 0x3B7 }, { "eth", BARE | 0xF0 }, { "euml", BARE | 0xEB },
	{ "euro", 0x20AC }, { "excl", 0x21 }, { "exist", 0x2203 }, { "fcy", 0x444 },
	{ "ffilig", 0xFB03 }, { "fflig", 0xFB00 }, { "ffllig", 0xFB04 }, { "filig", 0xFB01 },
	{ "fllig", 0xFB02 }, { "fnof", 0x192 }, { "forall", 0x2200 }, { "frac12", BARE | 0xBD },
	{ "frac14", BARE | 0xBC }, { "frac34", BARE | 0xBE }, { "frasl", 0x2044 },
	{ "gacute", 0x1F5 }, { "gamma", 0x3B3 }, { "gammad", 0x3DD }, { "gbreve", 0x11F },
	{ "gcirc", 0x11D }, { "gcy", 0x433 }, { "gdot", 0x121 }, { "ge", 0x2265 },
	{ "gjcy", 0x453 }, { "grave", 0x60 }, { "gt", BARE | 0x3E }, { "hArr", 0x21D4 },
	{ "hairsp", 0x200A }, { "half", 0xBD }, { "hardcy", 0x44A }, { "harr", 0x2194 },
	{ "hcirc", 0x125 }, { "hearts", 0x2665 }, { "hellip", 0x2026 }, { "horbar", 0x2015 },
	{ "hstrok", 0x127 }, { "hybull", 0x2043 }, { "hyphen", 0x2010 }, { "iacute", BARE | 0xED },
	{ "icirc", BARE | 0xEE }, { "icy", 0x438 }, { "iecy", 0x435 }, { "iexcl", BARE | 0xA1 },
	{ "igrave", BARE | 0xEC }, { "ijlig", 0x133 }, { "imacr", 0x12B }, { "image", 0x2111 },
	{ "imath", 0x131 }, { "imped", 0x1B5 }, { "infin", 0x221E }, { "inodot", 0x131 },
	{ "int", 0x222B }, { "iocy", 0x451 }, { "iogon", 0x12F }, { "iota", 0x3B9 },
	{ "iquest", BARE | 0xBF }, { "isin", 0x2208 }, { "itilde", 0x129 }, { "iukcy", 0x456 },
	{ "iuml", BARE | 0xEF }, { "jcirc", 0x135 }, { "jcy", 0x439 }, { "jmath", 0x237 },
	{ "jsercy", 0x458 }, { "jukcy", 0x454 }, { "kappa", 0x3BA }, { "kappav", 0x3F0 },
	{ "kcedil", 0x137 }, { "kcy", 0x43A }, { "kgreen", 0x138 }, { "khcy", 0x445 },
	{ "kjcy", 0x45C }, { "lArr", 0x21D0 }, { "lacute", 0x13A }, { "lambda", 0x3BB },
	{ "lang", 0x27E8 }, { "laquo", BARE | 0xAB }, { "larr", 0x2190 }, { "lbrace", 0x7B },
	{ "lbrack", 0x5B }, { "lcaron", 0x13E }, { "lcedil", 0x13C }, { "lceil", 0x2308 },
	{ "lcub", 0x7B }, { "lcy", 0x43B }, { "ldquo", 0x201C }, { "ldquor", 0x201E },
	{ "le", 0x2264 }, { "lfloor", 0x230A }, { "ljcy", 0x459 }, { "lmidot", 0x140 },
	{ "lowast", 0x2217 }, { "lowbar", 0x5F }, { "loz", 0x25CA }, { "lpar", 0x28 },
	{ "lrm", 0x200E }, { "lsaquo", 0x2039 }, { "lsqb", 0x5B }, { "lsquo", 0x2018 },
	{ "lsquor", 0x201A }, { "lstrok", 0x142 }, { "lt", BARE | 0x3C }, { "macr", BARE | 0xAF },
	{ "mcy", 0x43C }, { "mdash", 0x2014 }, { "micro", BARE | 0xB5 }, { "midast", 0x2A },
	{ "middot", BARE | 0xB7 }, { "minus", 0x2212 }, { "mldr", 0x2026 }, { "mu", 0x3BC },
	{ "nabla", 0x2207 }, { "nacute", 0x144 }, { "napos", 0x149 }, { "nbsp", BARE | 0xA0 },
	{ "ncaron", 0x148 }, { "ncedil", 0x146 }, { "ncy", 0x43D }, { "ndash", 0x2013 },
	{ "ne", 0x2260 }, { "ni", 0x220B }, { "njcy", 0x45A }, { "nldr", 0x2025 },
	{ "not", BARE | 0xAC }, { "notin", 0x2209 }, { "nsub", 0x2284 }, { "ntilde", BARE | 0xF1 },
	{ "nu", 0x3BD }, { "num", 0x23 }, { "numero", 0x2116 }, { "numsp", 0x2007 },
	{ "oacute", BARE | 0xF3 }, { "ocirc", BARE | 0xF4 }, { "ocy", 0x43E }, { "odblac", 0x151 },
	{ "oelig", 0x153 }, { "ograve", BARE | 0xF2 }, { "ohm", 0x3A9 }, { "oline", 0x203E },
	{ "omacr", 0x14D }, { "omega", 0x3C9 }, { "omicron", 0x3BF }, { "oplus", 0x2295 },
	{ "or", 0x2228 }, { "ordf", BARE | 0xAA }, { "ordm", BARE | 0xBA },
	{ "oslash", BARE | 0xF8 }, { "otilde", BARE | 0xF5 }, { "otimes", 0x2297 },
	{ "ouml", BARE | 0xF6 }, { "para", BARE | 0xB6 }, { "part", 0x2202 }, { "pcy", 0x43F },
	{ "percnt", 0x25 }, { "period", 0x2E }, { "permil", 0x2030 }, { "perp", 0x22A5 },
	{ "pertenk", 0x2031 }, { "phi", 0x3C6 }, { "phiv", 0x3D5 }, { "pi", 0x3C0 },
	{ "piv", 0x3D6 }, { "plus", 0x2B }, { "plusmn", BARE | 0xB1 }, { "pm", 0xB1 },
	{ "pound", BARE | 0xA3 }, { "prime", 0x2032 }, { "prod", 0x220F }, { "prop", 0x221D },
	{ "psi", 0x3C8 }, { "puncsp", 0x2008 }, { "qprime", 0x2057 }, { "quest", 0x3F },
	{ "quot", BARE | 0x22 }, { "rArr", 0x21D2 }, { "racute", 0x155 }, { "radic", 0x221A },
	{ "rang", 0x27E9 }, { "raquo", BARE | 0xBB }, { "rarr", 0x2192 }, { "rbrace", 0x7D },
	{ "rbrack", 0x5D }, { "rcaron", 0x159 }, { "rcedil", 0x157 }, { "rceil", 0x2309 },
	{ "rcub", 0x7D }, { "rcy", 0x440 }, { "rdquo", 0x201D }, { "rdquor", 0x201D },
	{ "real", 0x211C }, { "reg", BARE | 0xAE }, { "rfloor", 0x230B }, { "rho", 0x3C1 },
	{ "rhov", 0x3F1 }, { "rlm", 0x200F }, { "rpar", 0x29 }, { "rsaquo", 0x203A },
	{ "rsqb", 0x5D }, { "rsquo", 0x2019 }, { "rsquor", 0x2019 }, { "sacute", 0x15B },
	{ "sbquo", 0x201A }, { "scaron", 0x161 }, { "scedil", 0x15F }, { "scirc", 0x15D },
	{ "scy", 0x441 }, { "sdot", 0x22C5 }, { "sect", BARE | 0xA7 }, { "semi", 0x3B },
	{ "shchcy", 0x449 }, { "shcy", 0x448 }, { "shy", BARE | 0xAD }, { "sigma", 0x3C3 },
	{ "sigmaf", 0x3C2 }, { "sigmav", 0x3C2 }, { "sim", 0x223C }, { "softcy", 0x44C },
	{ "sol", 0x2F }, { "spades", 0x2660 }, { "straightepsilon", 0x3F5 },
	{ "straightphi", 0x3D5 }, { "strns", 0xAF }, { "sub", 0x2282 }, { "sube", 0x2286 },
	{ "sum", 0x2211 }, { "sup", 0x2283 }, { "sup1", BARE | 0xB9 }, { "sup2", BARE | 0xB2 },
	{ "sup3", BARE | 0xB3 }, { "supe", 0x2287 }, { "szlig", BARE | 0xDF }, { "tau", 0x3C4 },
	{ "tcaron", 0x165 }, { "tcedil", 0x163 }, { "tcy", 0x442 }, { "there4", 0x2234 },
	{ "theta", 0x3B8 }, { "thetasym", 0x3D1 }, { "thetav", 0x3D1 }, { "thinsp", 0x2009 },
	{ "thorn", BARE | 0xFE }, { "tilde", 0x2DC }, { "times", BARE | 0xD7 },
	{ "tprime", 0x2034 }, { "trade", 0x2122 }, { "tscy", 0x446 }, { "tshcy", 0x45B },
	{ "tstrok", 0x167 }, { "uArr", 0x21D1 }, { "uacute", BARE | 0xFA }, { "uarr", 0x2191 },
	{ "ubrcy", 0x45E }, { "ubreve", 0x16D }, { "ucirc", BARE | 0xFB }, { "ucy", 0x443 },
	{ "udblac", 0x171 }, { "ugrave", BARE | 0xF9 }, { "umacr", 0x16B }, { "uml", BARE | 0xA8 },
	{ "uogon", 0x173 }, { "upsi", 0x3C5 }, { "upsih", 0x3D2 }, { "upsilon", 0x3C5 },
	{ "uring", 0x16F }, { "utilde", 0x169 }, { "uuml", BARE | 0xFC }, { "varepsilon", 0x3F5 },
	{ "varkappa", 0x3F0 }, { "varphi", 0x3D5 }, { "varpi", 0x3D6 }, { "varrho", 0x3F1 },
	{ "varsigma", 0x3C2 }, { "vartheta", 0x3D1 }, { "vcy", 0x432 }, { "verbar", 0x7C },
	{ "vert", 0x7C }, { "wcirc", 0x175 }, { "weierp", 0x2118 }, { "xi", 0x3BE },
	{ "yacute", BARE | 0xFD }, { "yacy", 0x44F }, { "ycirc", 0x177 }, { "ycy", 0x44B },
	{ "yen", BARE | 0xA5 }, { "yicy", 0x457 }, { "yucy", 0x44E }, { "yuml", BARE | 0xFF },
	{ "zacute", 0x17A }, { "zcaron", 0x17E }, { "zcy", 0x437 }, { "zdot", 0x17C },
	{ "zeta", 0x3B6 }, { "zhcy", 0x436 }, { "zwj", 0x200D }, { "zwnj", 0x200C },
};

/* The entity whose name is exactly this, or -1. */
static int find(const char *name, size_t len)
{
	size_t low = 0, high = ARRAY_LEN(entities);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(name, entities[middle].name, len);

		if (!order && entities[middle].name[len])
			order = -1;
		if (!order)
			return (int)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static size_t take_named(const char *s, size_t len, bool attribute, uint32_t *code)
{
	size_t n = 0;
	int i;

	while (n < len && n < HTML_ENTITY_MAX && is_alnum(s[n]))
		n++;
	if (n < len && s[n] == ';' && (i = find(s, n)) >= 0) {
		*code = entities[i].code & ~BARE;
		return n + 1;
	}
	/* "&eacuten" is read as "&eacute;n", but "?a=1&copy=2" in an address as it is. */
	for (size_t bare = n < 6 ? n : 6; bare >= 2; bare--) {
		i = find(s, bare);
		if (i < 0 || !(entities[i].code & BARE))
			continue;
		if (attribute && bare < len && (s[bare] == '=' || is_alnum(s[bare])))
			return 0;
		*code = entities[i].code & ~BARE;
		return bare;
	}
	return 0;
}

/* Numbers 128-159 are meant as Windows-1252, as everybody who writes them knows no better. */
static uint32_t number_means(uint32_t code)
{
	static const uint16_t c1[32] = {
		0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
		0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
		0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
	};

	if (code >= 0x80 && code < 0xA0)
		return c1[code - 0x80];
	return !code || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code;
}

static unsigned digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 99;
}

static size_t take_number(const char *s, size_t len, uint32_t *code)
{
	unsigned base = len > 1 && (s[1] | 0x20) == 'x' ? 16 : 10;
	size_t i = base == 16 ? 2 : 1, digits = i;
	uint32_t value = 0;

	for (; i < len && i < HTML_ENTITY_MAX && digit_value(s[i]) < base; i++) {
		if (value <= 0x10FFFF)
			value = value * base + digit_value(s[i]);
	}
	if (i == digits)
		return 0;
	*code = number_means(value);
	return i + (i < len && s[i] == ';');
}

size_t html_entity(const char *s, size_t len, bool attribute, uint32_t *code)
{
	size_t n;

	if (len < 2 || *s != '&')
		return 0;
	n = s[1] == '#' ? take_number(s + 1, len - 1, code) :
			  take_named(s + 1, len - 1, attribute, code);
	return n ? n + 1 : 0;
}
