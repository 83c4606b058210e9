using System.Reflection;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Binding;

/// <summary>Every rule of the compiler: its id, its severity, the exact characters it points at, and what it says.</summary>
public sealed class RuleTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int index = 0; index < RuleCases.All.Count; index++)
            {
                data.Add(index, RuleCases.All[index].Rule.Id);
            }

            return data;
        }
    }

    static IReadOnlyList<Rule> All { get; } =
        [.. typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => (Rule)p.GetValue(null)!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_bad_spec_is_told_what_is_wrong_where(int index, string rule)
    {
        RuleCase expected = RuleCases.All[index];
        (string text, TextSpan span) = MarkedSpec.Read(expected.Spec);
        EquatableArray<CellDiagnostic> found = MarkedSpec.Diagnose(text);
        Assert.True(
            found.Any(d => d.Id == expected.Rule.Id && d.Severity == expected.Rule.Severity && d.Span == span && d.Message.Contains(expected.Says, StringComparison.Ordinal)),
            $"{rule}\n{text}\nexpected {expected.Rule.Id} at {span}: … {expected.Says} …\nfound\n{string.Join("\n", found)}");
    }

    [Fact]
    public void Every_rule_has_a_case() =>
        Assert.Empty(All.Select(r => r.Id).Except(RuleCases.All.Select(c => c.Rule.Id)));

    [Fact]
    public void Every_rule_has_a_page_whose_example_breaks_it_and_is_mended()
    {
        Assert.Empty(All.Select(r => r.Id).Except(Explanations.All.Select(p => p.Id)));
        foreach (Explanation page in Explanations.All.Where(p => All.Any(r => r.Id == p.Id)))
        {
            Assert.True(MarkedSpec.Diagnose(page.WrongInFull).Any(d => d.Id == page.Id), page.ToString());
            Assert.True(page.Mended.Length == 0 || MarkedSpec.Diagnose(page.Mended).Count == 0, page.ToString());
        }
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own_in_the_compilers_ranges()
    {
        Assert.Equal(All.Count, All.Select(r => r.Id).Distinct().Count());
        Assert.All(All, rule => Assert.Matches("^RNN0[0-3][0-9]{2}$", rule.Id));
    }

    [Fact]
    public void Every_message_is_a_sentence_without_leftover_placeholders() => Assert.All(
        RuleCases.All.SelectMany(c => MarkedSpec.Diagnose(MarkedSpec.Read(c.Spec).Text)),
        diagnostic =>
        {
            Assert.Matches(@"^[\p{Lu}\p{Ll}'‘0-9].*[.…]$", diagnostic.Message);
            Assert.DoesNotMatch(@"\{\d\}", diagnostic.Message);
        });

    [Fact]
    public void Each_bad_line_reports_its_own_mistake_in_text_order() => Assert.Equal(
        ["RNN0003", "RNN0004", "RNN0003"],
        MarkedSpec.Diagnose("r = tanh(W x\n) +\nh' = sigmod(U h + W x)\nz = )").Select(d => d.Id));

    [Fact]
    public void Noise_from_end_to_end_is_reported_only_so_often() =>
        Assert.Equal(25, MarkedSpec.Diagnose(new string('?', 500)).Count);

    [Fact]
    public void A_warning_does_not_stop_the_compilation()
    {
        CompilationResult result = CellCompilation.Compile(Specs.Source("c' = tanh(W x)\nh' = tanh(U h + c')"));
        Assert.Equal([Rules.StateNeverRead.Id], result.Diagnostics.Select(d => d.Id));
        Assert.True(result.Succeeded);
        Assert.NotEmpty(result.Files);
    }

    [Theory]
    [InlineData("elman")]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("projected-lstm")]
    public void A_sound_spec_has_nothing_to_say(string name) => Assert.Empty(MarkedSpec.Diagnose(Specs.Printed[name]));
}
