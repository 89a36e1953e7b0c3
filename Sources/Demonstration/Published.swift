/// The published figures of the year, and those of the years before that make their growth.
///
/// Each constant is named after the figure it serves; amounts are in fen. Lists run from three
/// years before the year to the year itself.
enum Published {
    private static let hundredMillion: Int64 = 10_000_000_000

    /// F019.
    static let meetings = [3, 3, 4, 5]
    /// F020.
    static let leadingNeeds = [31, 40, 52, 77]
    /// F021.
    static let universityNeeds = [60, 88, 110, 163]
    /// F026: 4,079 against 2,249 is 81.37 %.
    static let assessed = [1_520, 1_875, 2_249, 4_079]
    /// F027, F028: certificates issued, from six years before; any three years running are those
    /// valid at the end of the third: 992 and 1,040.
    static let certificates = [255, 270, 290, 310, 335, 347, 358]
    /// F031.
    static let stations = 10
    /// F032.
    static let highQualityNeeds = [40, 62, 85, 120]
    /// F033.
    static let served = [420, 760, 1_180, 1_500]
    /// F034.
    static let nominations = [21, 24, 27, 32]
    /// F035: 145 against 114 is 27.19 %.
    static let achievements = [85, 98, 114, 145]
    /// F036.
    static let contracts = [742, 871, 1_012, 1_186]
    /// F037: 600.99 against 487.18 is 23.36 %.
    static let turnover: [Int64] = [31_860, 40_125, 48_718, 60_099].map {
        $0 * hundredMillion / 100
    }
    /// F038.
    static let cityUniversities: [Int64] = [195, 231, 286, 373].map { $0 * hundredMillion / 100 }
    /// F039, in hundredths of a percent.
    static let withinProvince: [Int64] = [6_912, 7_135, 7_420, 8_096]
    /// F040: 8.59 against 3.69 is 132.79 %.
    static let absorbed: [Int64] = [240, 295, 369, 859].map { $0 * hundredMillion / 100 }
    /// F041.
    static let banks = [4, 2, 3, 7]
    /// F042: 24.65 against 12.73 is 93.6 %.
    static let loans: [Int64] = [520, 810, 1_273, 2_465].map { $0 * hundredMillion / 100 }
    static let loanNotes = [170, 261, 402, 742]
    /// F044.
    static let borrowers = [150, 228, 352, 600]
    /// F045: 545 of 600 is 90.8 %.
    static let smeBorrowers = [131, 202, 317, 545]
    /// F049–F053.
    static let incubatorsRecognised = 2
    static let consortia = 2
    static let pilotBases = 1
    static let transferInstitutions = 2
    static let studentStudios = 3
    /// F054, F055.
    static let incubators = [11, 12, 13, 15]
    static let makerSpaces = [12, 14, 15, 16]
    /// F056: talents entered in each year and still there.
    static let talents = [182, 64, 76, 98]
    /// F057–F059.
    static let doctorStations = [3, 5, 7, 11]
    static let expertStations = [1, 1, 1, 2]
    static let cityExpertStations = [2, 3, 4, 6]
    /// F060.
    static let threeTops = [2, 3, 5, 8]
    /// F061.
    static let foreignExperts = 42
    /// F062: 14 in 2025.
    static let edition = 14
    /// F063–F067.
    static let competitionProvinces = 25
    static let competitionUniversities = 87
    static let competitionEnterprises = 203
    static let competitionEntries = 637
    static let competitionAwards = 43
    /// F068.
    static let tourismProjects = 26
    /// F069, F070.
    static let weekExperts = [70, 84, 96, 131]
    static let weekSessions = [82, 97, 118, 150]
}
