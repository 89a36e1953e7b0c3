/// A further page of one set of the records behind a figure.
struct LineagePage: Sendable {
    let frame: Frame
    let title: String
    let value: String
    let set: LineageTable

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(title)</h1>
            <p class="lede">\(value)，由下列记录算出。</p></div></div>
            \(set.html)
            """)
    }
}
