namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>hold, lose, cut, heal; deliver, duplicate, drop: what becomes of messages, by direction and kind.</summary>
internal sealed class Links(Scene scene)
{
    private const char Arrow = '→';
    private const string Late = "late";

    /// <summary>Of more at once only the first and the last are said.</summary>
    private const int SaidMax = 8;

    public bool Carry(string verb, string[] words)
    {
        switch (verb)
        {
            case "hold":
                scene.Post.Add(Rule(words, LinkFate.Held));
                return true;
            case "lose":
                scene.Post.Add(Rule(words, LinkFate.Lost));
                return true;
            case "pass":
                scene.Post.Add(Rule(words, LinkFate.Passes));
                return true;
            case "cut":
                Cut(words);
                return true;
            case "heal":
                scene.Post.ClearRules();
                return true;
            case "deliver":
                Each(words, (flight, say) => Arrive(flight, Late, say));
                return true;
            case "duplicate":
                Each(words, (flight, say) => Arrive(flight, "duplicate of", say));
                return true;
            case "drop":
                Each(words, Drop);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Cuts off each named server from all that are not named.</summary>
    private void Cut(string[] words)
    {
        var side = words.Select(word => scene.Find(word)!).ToList();
        foreach (var (inside, outside) in from inside in side from outside in scene.Actors.Except(side) select (inside, outside))
        {
            scene.Post.Add(new LinkRule(inside, outside, [], LinkFate.Lost));
            scene.Post.Add(new LinkRule(outside, inside, [], LinkFate.Lost));
        }
    }

    private void Each(string[] words, Action<Flight, bool> act)
    {
        var held = Chosen(words[^1], scene.Post.Held(Rule([.. words.Where(word => word is not ("reversed" or "first" or "last"))], LinkFate.Held)));
        if (held.Count > SaidMax)
        {
            scene.Lines.Add($"{held[0].Text} … {held[^1].Text} ({held.Count})");
        }

        foreach (var flight in held)
        {
            act(flight, held.Count <= SaidMax);
        }
    }

    private static List<Flight> Chosen(string which, List<Flight> held) => which switch
    {
        "first" => [.. held.Take(1)],
        "last" => [.. held.TakeLast(1)],
        "reversed" => [.. held.AsEnumerable().Reverse()],
        _ => held,
    };

    private void Arrive(Flight flight, string how, bool say)
    {
        Say(flight, how, say);
        if (how == Late)
        {
            scene.Post.Remove(flight);
        }

        flight.Arrive();
    }

    private void Drop(Flight flight, bool say)
    {
        Say(flight, "lost", say);
        scene.Post.Remove(flight);
    }

    private void Say(Flight flight, string how, bool say)
    {
        if (say)
        {
            scene.Lines.Add($"{how} {flight.Text}");
        }
    }

    private LinkRule Rule(string[] words, LinkFate fate)
    {
        var ends = words[0].Split(Arrow);
        return new LinkRule(Find(ends[0]), Find(ends[1]), words[1..], fate);
    }

    private Actor? Find(string name) => name == "*" ? null : scene.Find(name) ?? throw new ArgumentException($"no server '{name}' in the scene", nameof(name));
}
