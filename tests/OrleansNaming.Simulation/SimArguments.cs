using System.Globalization;

namespace OrleansNaming.Simulation;

/// <summary>The command line of <c>naming sim</c>.</summary>
internal sealed record SimArguments
{
    public const string Usage = """
        naming sim                      a story: four servers, told line by line
        naming sim --seed N             one world of random faults; prints its options and what was found
        naming sim --seeds A..B         all of them;  --count N: the first N from 1
          --minutes M                   simulated minutes of faults a seed, 10 by default (3 with --mutant)
          --engine E                    lan, the default, or orleans
          --idle                        40 silos and 1,500 guests at rest: messages and writes, with the flat interval and with the one that grows
          --jobs N                      threads, one a processor by default
          --trace                       every line as it happens (with --seed)
          --twice                       each seed twice: both traces must be the same
          --mutant NAME                 with a planted fault (in the program OrleansNaming.Mutants);  --list-mutants
          --json                        the summary as JSON
        Exit code 0: every promise held. 1: one was broken, or a kind of fault never struck. 2: usage.
        """;

    public ulong First { get; init; }

    public ulong Last { get; init; }

    public bool IsStory { get; init; } = true;

    public double Minutes { get; init; } = 10;

    /// <summary>Whether the command line says how many.</summary>
    public bool AreMinutesGiven { get; init; }

    public SimEngine Engine { get; init; }

    public int Jobs { get; init; } = Environment.ProcessorCount;

    public bool Trace { get; init; }

    public bool Twice { get; init; }

    public bool Json { get; init; }

    public bool Idle { get; init; }

    public bool ListMutants { get; init; }

    public string? Mutant { get; init; }

    /// <summary>Null when the arguments are wrong; then <paramref name="wrong"/> says what.</summary>
    public static SimArguments? Parse(string[] args, out string wrong)
    {
        var parsed = new SimArguments();
        wrong = "";
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var next = ParseSwitch(parsed, args[i]) ?? ParseValue(parsed, args[i], value);
            if (next is null)
            {
                wrong = $"'{args[i]} {value}' is not understood";
                return null;
            }

            i += ParseSwitch(parsed, args[i]) is null ? 1 : 0;
            parsed = next;
        }

        return parsed;
    }

    private static SimArguments? ParseSwitch(SimArguments parsed, string arg) => arg switch
    {
        "--trace" => parsed with { Trace = true },
        "--twice" => parsed with { Twice = true },
        "--json" => parsed with { Json = true },
        "--idle" => parsed with { Idle = true },
        "--list-mutants" => parsed with { ListMutants = true },
        _ => null,
    };

    private static SimArguments? ParseValue(SimArguments parsed, string arg, string value) => arg switch
    {
        "--seed" when Number(value) is { } seed => parsed.Over(seed, seed),
        "--count" when Number(value) is { } count and > 0 => parsed.Over(1, count),
        "--seeds" when value.Split("..") is [var a, var b] && Number(a) is { } first && Number(b) is { } last && first <= last => parsed.Over(first, last),
        "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 => parsed with { Minutes = minutes, AreMinutesGiven = true },
        "--engine" when value is "lan" or "orleans" => parsed with { Engine = value == "lan" ? SimEngine.Lan : SimEngine.Orleans },
        "--jobs" when int.TryParse(value, out var jobs) && jobs > 0 => parsed with { Jobs = jobs },
        "--mutant" when value.Length > 0 => parsed with { Mutant = value },
        _ => null,
    };

    private static ulong? Number(string text) => ulong.TryParse(text, out var number) ? number : null;

    private SimArguments Over(ulong first, ulong last) => this with { First = first, Last = last, IsStory = false };
}
