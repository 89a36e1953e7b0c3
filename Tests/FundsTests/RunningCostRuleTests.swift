import Catalogue
import Funds
import Registers
import Store
import Testing
import Values

/// The rules of receptions, meetings, courses and cars.
struct RunningCostRuleTests {
    @Test func withoutALetterThereIsNoReceptionButForInvitedForeignGuests() async throws {
        let office = try await CostOffice()
        let words = try await office.refused {
            try await office.reception("JD-1", ["letter_no": .text("")])
        }
        #expect(words?.contains("无公函的公务活动和来访人员一律不予接待") == true)
        #expect(words?.contains("党政机关国内公务接待管理规定") == true)
        try await office.reception(
            "JD-2", ["letter_no": .text(""), "kind": .text("foreign")])
        let record = try await office.reception("JD-3")
        let removed = try await office.refused {
            _ = try await office.registry.changeRecord(
                "reception", record.id, ["letter_no": .text("")], version: nil,
                by: office.city.finance)
        }
        #expect(removed != nil)
    }

    @Test func anOldRecordMayBeCorrectedWhereTheRuleIsNotConcerned() async throws {
        let office = try await CostOffice()
        // As it came before the rules were followed.
        let old = try await Registry(office.database).createRecord(
            "reception",
            [
                "reception_no": .text("JD-1"), "matter": .text("调研"), "guest_unit": .text("邻市"),
                "received_on": .text("2025-03-01"), "guests": .text("3"), "escorts": .text("9"),
            ], by: office.city.finance)
        func change(_ answers: [String: Answer]) async throws {
            _ = try await office.registry.changeRecord(
                "reception", old.id, answers, version: nil, by: office.city.finance)
        }
        try await change(["matter": .text("交流")])
        #expect(try await office.refused { try await change(["guests": .text("4")]) } != nil)
    }

    @Test(arguments: [
        (1, 3, true), (10, 3, true), (10, 4, false), (11, 3, true), (11, 4, false), (12, 4, true),
        (29, 9, true), (29, 10, false), (0, 4, false),
    ])
    func escortsAtTableAreFew(guests: Int, escorts: Int, isAllowed: Bool) async throws {
        let office = try await CostOffice()
        let words = try await office.refused {
            try await office.reception(
                "JD-1", ["guests": .text("\(guests)"), "escorts": .text("\(escorts)")])
        }
        #expect((words == nil) == isAllowed, "\(words ?? "")")
        if let words { #expect(words.contains("来访 \(guests) 人，陪餐 \(escorts) 人")) }
    }

    @Test func theCostOfAReceptionIsWhatItsListAddsUpTo() async throws {
        let office = try await CostOffice()
        let items = [
            ["item": "meal", "amount": "600.10"], ["item": "transport", "amount": "80.20"],
        ]
        let words = try await office.refused {
            try await office.reception("JD-1", ["items": .rows(items), "total": .text("680.31")])
        }
        #expect(words?.contains("合计 680.30元，接待费用填的是 680.31元，相差 0.01元") == true)
        try await office.reception("JD-2", ["items": .rows(items), "total": .text("680.30")])
    }

    @Test func mealsStayWithinTheStandardOfAPersonAndMeal() async throws {
        let office = try await CostOffice()
        // Eight people, one meal, 120 yuan each.
        func meal(_ number: String, _ amount: String) async throws {
            try await office.reception(
                number, ["items": .rows([["item": "meal", "amount": amount]])])
        }
        try await meal("JD-1", "960.00")
        let words = try await office.refused { try await meal("JD-2", "960.01") }
        #expect(words?.contains("最多 960.00元") == true && words?.contains("待核") == true)
    }

    @Test(arguments: [
        ("fourth", "50", "1", "27500.00", nil), ("fourth", "50", "1", "27500.01", "27,500.00元"),
        ("fourth", "51", "1", "100", "不超过 50 人"), ("fourth", "50", "4", "100", "不超过 3 天"),
        ("second", "300", "4", "780000", nil), ("second", "301", "1", "1", "不超过 300 人"),
        ("first", "900", "6", "1", nil),
    ])
    func aMeetingKeepsToItsClass(
        grade: String, people: String, days: String, estimate: String, words: String?
    ) async throws {
        let office = try await CostOffice()
        let refused = try await office.refused {
            try await office.meeting(
                "HY-1", estimate, ["grade": grade, "people": people, "days": days])
        }
        #expect(refused?.contains(words ?? "—") == words.map { _ in true }, "\(refused ?? "")")
    }

    @Test func aMeetingIsSettledForThoseWhoCame() async throws {
        let office = try await CostOffice()
        let meeting = try await office.approve(
            try await office.meeting("HY-1", "16500", on: "2025-03-07"))
        let words = try await office.refused {
            try await office.settle(meeting, 1_650_000, people: 29)
        }
        #expect(words?.contains("29 人 1 天最多 15,950.00元，实际支出是 16,500.00元") == true)
        try await office.settle(meeting, 1_595_000, people: 29)
    }

    /// Fifteen days in full, fifteen at 70 %, the rest at 50 %; lecturers apart.
    @Test(arguments: [
        (15, 0, "82500.00"), (16, 0, "86350.00"), (30, 0, "140250.00"), (32, 0, "145750.00"),
        (15, 5_000, "87500.00"),
    ])
    func aCourseCostsLessForItsLaterDays(days: Int, lectures: Int, most: String) async throws {
        let office = try await CostOffice()
        func course(_ number: String, _ estimate: String) async throws {
            _ = try await office.registry.createRecord(
                "training-class",
                [
                    "class_no": .text(number), "name": .text("培训班"), "grade": .text("third"),
                    "held_on": .text("2025-04-01"), "days": .text("\(days)"),
                    "people": .text("10"), "estimate": .text(estimate),
                    "lecture_fee": .text("\(lectures)"),
                ], by: office.city.finance)
        }
        try await course("PB-1", most)
        let over = Money(fen: try Money.parse(most).fen + 1).text(in: .yuan)
        #expect(try await office.refused { try await course("PB-2", over) } != nil)
    }

    @Test func aCarThatComesBackHasItsWayInItsOwnRecord() async throws {
        let office = try await CostOffice()
        let car = try await makeCar(office)
        let use = try await back(office, car, "YC-1", "2025-03-05", 100, 186)
        #expect(use["kilometres"] == .integer(86))
        #expect(try trips(office, car) == ["YC-1": 86])
        let words = try await office.refused {
            _ = try await back(office, car, "YC-2", "2025-03-06", 185, 190)
        }
        #expect(words?.contains("上次还车时已是 186") == true)
        let shorter = try await office.refused {
            _ = try await back(office, car, "YC-3", "2025-03-06", 190, 189)
        }
        #expect(shorter?.contains("189 小于出车时的 190") == true)
        // A correction changes the trip; whoever writes the car's list anew does not lose it.
        _ = try await office.registry.changeRecord(
            "car-use", use.id, ["end_km": .text("180")], version: nil, by: office.city.finance,
            reason: "看错")
        #expect(try trips(office, car) == ["YC-1": 80])
        _ = try await office.registry.changeRecord(
            "official-car", car, ["trips": .rows([["used_on": "2025-03-01", "matter": "旧"]])],
            version: nil, by: office.city.finance)
        #expect(try trips(office, car) == ["": 0, "YC-1": 80])
        _ = try await office.registry.withdrawRecord(
            "car-use", use.id, by: office.city.finance, reason: "重复登记")
        #expect(try trips(office, car) == ["": 0])
        #expect(try office.city.verify() == [])
    }

    private func makeCar(_ office: CostOffice) async throws -> Int64 {
        try await office.registry.createRecord(
            "official-car",
            [
                "plate": .text("示A1"), "kind": .text("emergency"), "unit": .text("局本级"),
                "bought_on": .text("2019-05-16"),
            ], by: office.city.finance
        ).id
    }

    private func trips(_ office: CostOffice, _ car: Int64) throws -> [String: Int64] {
        let rows = try office.record("official-car", car).rows["trips"] ?? []
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0["approval"]?.text ?? "", $0["kilometres"]?.integer ?? 0)
            })
    }

    private func back(
        _ office: CostOffice, _ car: Int64, _ number: String, _ day: String, _ start: Int64,
        _ end: Int64
    ) async throws -> Record {
        let use = try await office.registry.createRecord(
            "car-use",
            [
                "request_no": .text(number), "section_in_charge": .text("high-tech"),
                "matter": .text("调研"), "destination": .text("甲县"), "leaves_on": .text(day),
                "passengers": .text("3"),
            ], by: office.city.finance)
        let agreed = try await office.move(
            use, "approve",
            [
                "car": .integer(car), "approved_by": .text("科长"),
                "approved_on": .text("2025-03-04"),
            ])
        let back = try await office.move(
            agreed, "give-back",
            [
                "start_km": .integer(start), "end_km": .integer(end),
                "returned_on": .text(day),
            ])
        return try office.record("car-use", back.id)
    }
}
