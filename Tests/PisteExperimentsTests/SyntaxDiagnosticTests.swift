import Testing

/// Every message as it is printed, place and hint included.
@Suite struct SyntaxDiagnosticTests {
  @Test func anEmptyFileIsAFault() {
    #expect(
      faults(
        """
        # nothing
        """)
          == """
          x.yaml:1:1: error: the file is empty [missing-key]
            hint: an experiment has at least a name and settings
          """)
  }

  @Test func aListIsNoExperiment() {
    #expect(
      faults(
        """
        - a
        """)
          == """
          x.yaml:1:1: error: an experiment is a mapping of keys, not a list [wrong-type]
            hint: it begins as in `name: sgd-vs-adam`
          """)
  }

  @Test func aListThatIsNotClosedIsPlaced() {
    #expect(
      faults(
        """
        name: [x
        settings: {}
        """)
          == """
          x.yaml:2:9: error: while parsing a flow sequence: did not find expected ',' or ']' [syntax]
            hint: a list ends with `]`, its elements stand between commas
          """)
  }

  @Test func aColonInATextNeedsQuotes() {
    #expect(
      faults(
        """
        name: x: y
        """)
          == """
          x.yaml:1:8: error: mapping values are not allowed in this context [syntax]
            hint: a text that contains `: ` needs quotes; keys of one mapping begin in one column
          """)
  }

  @Test func aQuoteThatIsNotClosedIsPlaced() {
    #expect(
      faults(
        """
        name: "x
        """)
          == """
          x.yaml:1:9: error: while scanning a quoted scalar: found unexpected end of stream [syntax]
            hint: a quote is not closed
          """)
  }

  @Test func anAliasNeedsItsAnchor() {
    #expect(
      faults(
        """
        name: *b
        """)
          == """
          x.yaml:1:7: error: found undefined alias [syntax]
            hint: an alias needs an anchor above it
          """)
  }

  @Test func oneFileIsOneExperiment() {
    #expect(
      faults(
        """
        name: x
        ---
        name: y
        """)
          == """
          x.yaml:2:1: error: expected a single document in the stream: but found another document \
          [syntax]
            hint: one experiment a file: remove the `---`
          """)
  }

  @Test func aMergeKeyBringsMappings() {
    #expect(
      faults(
        """
        name: x
        settings: {<<: 3}
        """)
          == """
          x.yaml:2:16: error: `<<` merges a mapping or a list of mappings, not `3` [wrong-type]
            hint: as in `<<: *shared`, with `&shared` at a mapping above
          """)
  }

  @Test func aReferenceInsideBracesNeedsQuotes() {
    #expect(
      faults(
        """
        name: x
        constants: {rate: 0.1}
        settings: {dataset: digits, optimizer.lr: ${rate}}
        """)
          == """
          x.yaml:3:44: error: while parsing a flow mapping: did not find expected ',' or '}' [syntax]
            hint: inside brackets and braces a reference needs quotes, as in "${rate}"
          """)
  }

  @Test func sectionsHaveTheirShapes() {
    #expect(
      faults(
        """
        name: x
        settings: [1]
        parameters: 3
        exclude: 3
        include: [3]
        zip: 3
        compare: []
        """)
          == """
          x.yaml:2:11: error: `settings` must be a mapping of settings, not a list [wrong-type]
            hint: as in {dataset: iris, epochs: 10}
          x.yaml:3:13: error: `parameters` must be a mapping of settings, not `3` [wrong-type]
            hint: as in {optimizer.lr: {values: [0.01, 0.1]}}
          x.yaml:4:10: error: `exclude` must be a list of mappings, not `3` [wrong-type]
            hint: as in [{optimizer.name: adam, schedule.name: step}]
          x.yaml:5:11: error: an element of `include` must be a mapping, not `3` [wrong-type]
            hint: as in {optimizer.name: adam, schedule.name: step}
          x.yaml:6:6: error: `zip` must be a list of lists of axes, not `3` [wrong-type]
            hint: as in [[optimizer.lr, batch_size]]
          x.yaml:7:10: error: `compare` must be a text, not a list [wrong-type]
            hint: as in compare: optimizer.name
          """)
  }
}
