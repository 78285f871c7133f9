extension QuickAddLexicon {
    /// Words that only German has: beside them a dot before three digits stands between groups, as in `Miete 1.200`.
    ///
    /// Names and words that English has too are left out.
    static let german = set(
        """
        miete kaltmiete warmmiete nebenkosten strom stromrechnung rechnung gehalt lohn zinsen kaution \
        kaffee mittagessen abendessen frühstück essen imbiss döner kneipe bier einkauf wocheneinkauf lebensmittel \
        supermarkt milch brot gemüse obst eier käse putzhilfe putzfrau haushaltshilfe reparatur handwerker klempner \
        bahn zug ubahn u-bahn s-bahn straßenbahn fahrkarte benzin tanken tankstelle flug urlaub reise medikamente \
        apotheke arzt zahnarzt krankenhaus kleidung hemd schuhe friseur drogerie kino konzert schule \
        buch bücher versicherung geschenk spende steuern steuer erstattung rückerstattung überweisung umbuchung \
        erhalten bekommen verdient eingenommen gutgeschrieben bezahlt gezahlt ausgegeben gekauft bezahle zahle \
        gestern heute vorgestern übermorgen letzten letzte letztes letzter nächsten nächste nächstes nächster \
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
        januar februar märz juni juli oktober dezember tage tagen woche wochen monat monate monaten jahr jahre jahren \
        jeden jede jedes jeder monatlich wöchentlich täglich jährlich vierteljährlich halbjährlich zweiwöchentlich \
        tausend millionen tsd tsd. mio mio. bargeld konto girokonto karte kreditkarte zusammen gesamt insgesamt summe \
        geteilt aufgeteilt geliehen zurückgezahlt schuldet von vom auf nach mit bei und oder mir mich
        """
    )
}
