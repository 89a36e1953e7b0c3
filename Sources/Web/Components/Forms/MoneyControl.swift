import Values

/// An amount in 元 or 万元, with the amount in full and in capitals under it: a wrong unit shows.
///
/// Sends the number as `NAME` and the unit as `NAME.unit`.
struct MoneyControl: FieldControl {
    let value: String
    var unit = MoneyUnit.yuan

    private static let units: [MoneyUnit] = [.yuan, .wan]

    func html(_ place: FieldPlace) -> HTML {
        let options = Self.units.map { unit -> HTML in
            """
            <option\(unit == self.unit ? " selected" : HTML.empty)>\(unit.rawValue)</option>
            """
        }
        return """
            <div class="input-group short" data-money="\(place.id)"><input type="text" inputmode="decimal" \
            \(place.attributes(style: "form-control figure-input"))\(place.requirement) autocomplete="off" \
            value="\(value)"><label class="visually-hidden" for="\(place.id)-unit">\(place.title)的单位</label>\
            <select class="form-select unit" id="\(place.id)-unit" name="\(place.name).unit">\(options)</select></div>\
            <output class="capitals" id="\(place.id)-capitals" for="\(place.id) \(place.id)-unit">\
            \(Self.echo(value, unit))</output>
            """
    }

    /// `12,000.00 元，大写：壹万贰仟元整`; nothing where there is no amount to read.
    static func echo(_ value: String, _ unit: MoneyUnit) -> String {
        guard let money = try? Money.parse(value, unit: unit) else { return "" }
        let yuan = Numbers.grouped(money.text(in: .yuan, decimals: 2))
        return "\(yuan) 元，大写：\(money.capitals)"
    }
}
