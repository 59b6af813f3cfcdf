/// The vectors that an element-wise rule keeps, and the fused passes over them.
///
/// It counts steps, too. Passes over the whole flat vector also pass over the gaps between
/// tensors, where parameters, gradients and so all memory stay zero.
struct RuleMemory<Scalar: TrainingScalar>: Sendable {
  /// Steps begun so far.
  private(set) var stepCount = 0

  private let rule: String
  private let instructions: InstructionSet
  private let length: Int
  private let parameterCount: Int
  private let names: [String?]
  private var first, second, third, fourth: [Scalar]

  /// Creates memory at rest.
  ///
  /// - Parameters:
  ///   - rule: The optimizer's name in messages.
  ///   - layout: The parameters it will move.
  ///   - names: Names of up to four vectors in the order of the kernel; nil for none there.
  ///   - start: What each number of the first vector begins as.
  ///   - length: How long each vector is; nil for that of the parameters.
  ///   - instructions: Which form of the kernel runs.
  init(
    _ rule: String, layout: ParameterLayout, vectors names: [String?], start: Double = 0,
    length: Int? = nil, instructions: InstructionSet
  ) {
    self.rule = rule
    self.instructions = instructions
    self.names = names
    parameterCount = layout.storageCount
    let length = length ?? layout.storageCount
    self.length = length
    func vector(_ index: Int, _ value: Scalar = 0) -> [Scalar] {
      index < names.count && names[index] != nil ? Array(repeating: value, count: length) : []
    }
    first = vector(0, Scalar(start))
    second = vector(1)
    third = vector(2)
    fourth = vector(3)
  }

  /// Begins the next step and returns its number, t, from 1.
  mutating func beginStep(_ parameters: UnsafeMutableBufferPointer<Scalar>) -> Int {
    precondition(
      parameters.count == parameterCount,
      "\(rule): \(parameters.count) parameters, made for \(parameterCount)")
    stepCount += 1
    return stepCount
  }

  /// One pass over all parameters, or over one tensor of them.
  ///
  /// - Parameters:
  ///   - pass: What is done.
  ///   - parameters: θ.
  ///   - gradients: ∂L/∂θ.
  ///   - tensor: The part passed over; nil for all.
  ///   - place: Where that part lies in the vectors; nil for where it lies in the parameters.
  ///   - factors: The numbers of the pass.
  /// - Returns: The two sums of the pass; zeros where it has none.
  @discardableResult
  mutating func run(
    _ pass: UpdateRule, _ parameters: UnsafeMutableBufferPointer<Scalar>,
    gradients: UnsafeBufferPointer<Scalar>, over tensor: ParameterLayout.Tensor? = nil,
    at place: Int? = nil, _ factors: RuleFactors
  ) -> (Double, Double) {
    var sums = (0.0, 0.0)
    withUnsafeMutablePointer(to: &sums) { sums in
      sums.withMemoryRebound(to: Double.self, capacity: 2) { sums in
        run(pass, parameters, gradients: gradients, over: tensor, at: place, factors, into: sums)
      }
    }
    return sums
  }

  /// The same for a pass with more sums than two, which go to `sums`.
  mutating func run(
    _ pass: UpdateRule, _ parameters: UnsafeMutableBufferPointer<Scalar>,
    gradients: UnsafeBufferPointer<Scalar>, over tensor: ParameterLayout.Tensor?,
    at place: Int?, _ factors: RuleFactors, into sums: UnsafeMutablePointer<Double>
  ) {
    let (set, offset) = (instructions, tensor?.offset ?? 0)
    let (count, width) = (
      tensor?.count ?? parameterCount, tensor?.outputs ?? parameterCount
    )
    guard let theta = parameters.baseAddress, let g = gradients.baseAddress else { return }
    withVectors(from: place ?? offset) { vectors in
      factors.withPointer { factors in
        Scalar.ruleStep(
          set, pass, theta + offset, gradients: g + offset, beside: vectors, count: count,
          width: width, factors: factors, sums: sums)
      }
    }
  }

  /// Hands the first vector over to be changed.
  mutating func withFirst(_ body: (inout UnsafeMutableBufferPointer<Scalar>) -> Void) {
    first.withUnsafeMutableBufferPointer(body)
  }

  /// One step with the first vector as velocity.
  mutating func move(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    over tensor: ParameterLayout.Tensor? = nil, _ factors: MomentumFactors<Scalar>
  ) {
    let (set, offset, count) = (instructions, tensor?.offset ?? 0, tensor?.count ?? length)
    guard let theta = parameters.baseAddress, let g = gradients.baseAddress else { return }
    withVectors(from: offset) { vectors in
      guard let velocity = vectors.first else { return }
      Scalar.momentumStep(
        set, theta + offset, gradients: g + offset, velocity: velocity, count: count, factors)
    }
  }

  /// Sets the vector `index` to a copy of `values`.
  mutating func keep(_ values: UnsafeMutableBufferPointer<Scalar>, as index: Int) {
    withVectors(from: 0) { vectors in
      if let start = values.baseAddress { vectors[index]?.update(from: start, count: values.count) }
    }
  }

  /// Sets every number of the vector `index` to `value`.
  mutating func fill(_ index: Int, with value: Scalar) {
    let count = length
    withVectors(from: 0) { vectors in
      vectors[index]?.update(repeating: value, count: count)
    }
  }

  /// Moves `y` away from the first vector z, to z + share·(y − z); before the first step, nowhere.
  func stretch(_ y: UnsafeMutableBufferPointer<Scalar>, by share: Double) {
    guard stepCount > 0, let target = y.baseAddress else { return }
    first.withUnsafeBufferPointer { z in
      guard let z = z.baseAddress else { return }
      RuleFactors(rate: share).withPointer { factors in
        var sum = 0.0
        Scalar.ruleStep(
          instructions, .scheduleFreePoint, target, gradients: z,
          beside: RuleVectors(UnsafeMutablePointer(mutating: z)), count: parameterCount,
          width: parameterCount, factors: factors, sums: &sum)
      }
    }
  }

  /// The vectors and the count of steps, with the rule's own numbers.
  func state(numbers: [String: Double] = [:]) -> OptimizerState<Scalar> {
    var vectors: [String: [Scalar]] = [:]
    for (name, vector) in zip(names, [first, second, third, fourth]) {
      if let name { vectors[name] = vector }
    }
    return OptimizerState(
      vectors: vectors,
      numbers: numbers.merging(["step": Double(stepCount)]) { _, step in step })
  }

  mutating func restore(_ state: OptimizerState<Scalar>) {
    func vector(_ index: Int) -> [Scalar] {
      guard index < names.count, let name = names[index] else { return [] }
      return state.vector(name, count: length)
    }
    first = vector(0)
    second = vector(1)
    third = vector(2)
    fourth = vector(3)
    stepCount = Int(state.numbers["step"] ?? 0)
  }

  private mutating func withVectors(from offset: Int, _ body: (RuleVectors<Scalar>) -> Void) {
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        third.withUnsafeMutableBufferPointer { third in
          fourth.withUnsafeMutableBufferPointer { fourth in
            func start(_ vector: UnsafeMutableBufferPointer<Scalar>)
              -> UnsafeMutablePointer<Scalar>?
            {
              vector.isEmpty ? nil : vector.baseAddress.map { $0 + offset }
            }
            body(RuleVectors(start(first), start(second), start(third), start(fourth)))
          }
        }
      }
    }
  }
}

/// Stops a program that makes a rule with a share outside 0..<1.
func requireShare(_ value: Double, _ name: String, of rule: String) {
  precondition((0..<1).contains(value), "\(rule): \(name) = \(value) is outside 0..<1")
}

/// Stops a program that makes a rule with a number that is not positive.
func requirePositive(_ value: Double, _ name: String, of rule: String) {
  precondition(value > 0, "\(rule): \(name) = \(value) is not positive")
}

/// Stops a program that makes a rule with a negative number.
func requireNotNegative(_ value: Double, _ name: String, of rule: String) {
  precondition(value >= 0, "\(rule): \(name) = \(value) is negative")
}
