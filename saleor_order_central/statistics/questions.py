"""How customers ask where their order is, in the languages of the plugin (B-17). Pure.

Patterns for PostgreSQL and Python alike, without regard to capital letters; accents may be missing.
"""

_PATTERNS = (
    # English
    r"where('s| is| are) (my|our|the) (order|parcel|package|delivery|item|stuff)",
    r"when (will|does|is) (it|my|the) ?(order|parcel|package|delivery)? ?(arrive|come|get here|be delivered)",
    r"(hasn't|has not|not|never) (yet )?arrived",
    # Portuguese
    r"(onde|cad[eê]) (est[aá] |anda )?(o |a )?(meu|minha)? ?(pedido|encomenda|pacote)",
    r"quando (chega|vai chegar)",
    # Spanish
    r"d[oó]nde est[aá] (mi|el) (pedido|paquete|env[ií]o)",
    r"cu[aá]ndo (llega|llegar[aá])",
    # Polish
    r"gdzie (jest|s[aą]) (moje|moja|moj|m[oó]j)? ?(zam[oó]wienie|paczka|przesy[lł]ka)",
    r"kiedy (dotrze|przyjdzie|dojdzie)",
    # Romanian
    r"unde (este|e) (comanda|coletul|pachetul)",
    r"c[aâ]nd (ajunge|vine|sose[sș]te)",
)
WHERE_IS_IT = "|".join(_PATTERNS)
