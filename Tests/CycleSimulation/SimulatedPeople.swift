import Glibc
package import Cycle

/// People who never were, with cycles by one of several laws.
///
/// Their laws and figures differ from those of the model on purpose: what holds only where it is right says little.
///
/// - Source: figures from Bull 2019, Fehring 2006 and Li 2022, rounded.
package enum SimulatedPeople: String, CaseIterable, Sendable {
    /// log length normal around a mean of one's own.
    case logNormal
    /// Days around a mean of one's own, Student's t with four degrees of freedom.
    case studentT
    /// More regular than Poisson: the generalized Poisson of Urteaga 2021 with ξ = −1.2.
    case generalizedPoisson
    /// Follicular and luteal phase each with its own scatter, and a late ovulation now and then.
    case twoPhases
    /// Means of 33 to 50 days, and 5 to 10 days of scatter.
    case longAndIrregular
    /// Means of 21 to 25 days, regular.
    case short
    /// Ever longer and less regular, as before the menopause.
    case drifting

    /// Makes so many people.
    ///
    /// - `cycles`: Of each person, the fewest and the most.
    package func table(people: Int, cycles: ClosedRange<Int>, seed: UInt64) -> CycleTable {
        var random = Chance(seed: seed)
        var rows: [CycleTable.Row] = []
        for person in 1...people {
            let law = law(&random)
            let count = cycles.lowerBound + Int(random.unit() * Double(cycles.count))
            for cycle in 1...count {
                let (length, ovulation) = law.cycle(cycle, &random)
                rows.append(
                    CycleTable.Row(person: "\(person)", cycle: "\(cycle)", length: length, ovulationDay: ovulation)
                )
            }
        }
        return CycleTable(rows)
    }

    private func law(_ random: inout Chance) -> SimulatedLaw {
        switch self {
        case .logNormal: .logNormal(mean: random.normal(29.3, 3), spread: 0.075 * exp(random.normal(0, 0.4)))
        case .studentT: .studentT(mean: random.normal(29.3, 3), scale: 1.6 * exp(random.normal(0, 0.4)))
        case .generalizedPoisson: .generalizedPoisson(mean: random.normal(29.3, 3), dispersion: -1.2)
        case .twoPhases:
            .twoPhases(
                follicular: random.normal(16.6, 2.4),
                scatter: 1.8 * exp(random.normal(0, 0.35)),
                luteal: random.normal(12.7, 1.3)
            )
        case .longAndIrregular: .normal(mean: random.between(33, 50), deviation: random.between(5, 10), drift: 0)
        case .short: .normal(mean: random.between(21, 25), deviation: random.between(0.8, 2), drift: 0)
        case .drifting: .normal(mean: random.normal(28, 2), deviation: 2, drift: 0.25)
        }
    }
}

/// How one person's cycles come about.
enum SimulatedLaw {
    case logNormal(mean: Double, spread: Double)
    case studentT(mean: Double, scale: Double)
    case generalizedPoisson(mean: Double, dispersion: Double)
    case twoPhases(follicular: Double, scatter: Double, luteal: Double)
    /// - `drift`: Days added to mean, and a quarter of them to the deviation, with every cycle.
    case normal(mean: Double, deviation: Double, drift: Double)

    /// The length in days and, where the law knows of it, the day of ovulation.
    func cycle(_ number: Int, _ random: inout Chance) -> (length: Int, ovulation: Int?) {
        switch self {
        case .logNormal(let mean, let spread):
            return (Self.days(exp(log(mean) + random.normal(0, spread))), nil)
        case .studentT(let mean, let scale):
            return (Self.days(mean + scale * random.studentT(4)), nil)
        case .generalizedPoisson(let mean, let dispersion):
            return (Self.days(random.generalizedPoisson(mean, dispersion)), nil)
        case .twoPhases(let follicular, let scatter, let luteal):
            let late = random.unit() < 0.04 ? random.between(3, 15) : 0
            let ovulation = max(7, (random.normal(follicular, scatter) + late).rounded())
            let phase = min(max(random.normal(luteal, 1.1).rounded(), 7), 17)
            return (Self.days(ovulation + phase), Int(ovulation))
        case .normal(let mean, let deviation, let drift):
            let step = drift * Double(number)
            return (Self.days(random.normal(mean + step, deviation + step / 4)), nil)
        }
    }

    private static func days(_ length: Double) -> Int { Int(min(max(length.rounded(), 12), 150)) }
}
