import Catalogue
import Funds
import Values

/// How pages about money say amounts, movements and records.
struct MoneyWords: Sendable {
    let catalogue: Catalogue
    /// The page of a record, where the viewer may see it.
    let link: @Sendable (TransferRequest.About) -> Link?

    func title(_ list: String, _ code: String) -> String {
        catalogue.list(list)?.title(of: code) ?? code
    }

    /// A text that leads to its record.
    func named(_ text: String, _ about: TransferRequest.About?) -> HTML {
        guard let link = about.flatMap(link) else { return "\(text)" }
        return "<a href=\"\(link)\">\(text)</a>"
    }

    /// The number of a transfer, which leads to it.
    func transfer(_ id: Int64) -> HTML { named("\(id)", .init("ledger-transfer", id)) }

    /// What happened: 国库拨付, and whether it is on its way.
    func event(_ event: String, _ phase: String) -> String {
        let title = title("ledger-events", event)
        return phase == "posted" ? title : "\(title)（\(self.title("ledger-phases", phase))）"
    }

    /// Movements with day, document and amount.
    func entries(_ entries: [MoneyEntry], caption: String) -> HTML {
        Table(
            caption: caption,
            columns: [
                .init(title: "日期", isTight: true), .init(title: "事项"), .init(title: "文号或凭证"),
                .init(title: "金额（元）", isNumber: true), .init(title: "流水", isNumber: true),
            ],
            rows: entries.map { entry in
                [
                    "\(entry.on)", "\(event(entry.event, entry.phase))",
                    named(entry.docNo ?? "—", entry.about), "\(Numbers.yuan(entry.amount))",
                    transfer(entry.transfer),
                ]
            }, isDense: true
        ).html
    }
}
