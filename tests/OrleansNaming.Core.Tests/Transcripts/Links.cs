namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>hold, lose, cut, heal; deliver, duplicate, drop: what becomes of messages, by direction and kind.</summary>
internal sealed class Links(Scene scene)
{
    private const char Arrow = '→';

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
                Each(words, flight => Arrive(flight, keep: false));
                return true;
            case "duplicate":
                Each(words, flight => Arrive(flight, keep: true));
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

    private void Each(string[] words, Action<Flight> act)
    {
        var held = scene.Post.Held(Rule([.. words.Where(word => word != "reversed")], LinkFate.Held));
        if (words.Contains("reversed"))
        {
            held.Reverse();
        }

        foreach (var flight in held)
        {
            act(flight);
        }
    }

    private void Arrive(Flight flight, bool keep)
    {
        scene.Lines.Add($"{(keep ? "duplicate of " : "late ")}{flight.Text}");
        if (!keep)
        {
            scene.Post.Remove(flight);
        }

        flight.Arrive();
    }

    private void Drop(Flight flight)
    {
        scene.Lines.Add($"lost {flight.Text}");
        scene.Post.Remove(flight);
    }

    private LinkRule Rule(string[] words, LinkFate fate)
    {
        var ends = words[0].Split(Arrow);
        return new LinkRule(Find(ends[0]), Find(ends[1]), words[1..], fate);
    }

    private Actor? Find(string name) => name == "*" ? null : scene.Find(name) ?? throw new ArgumentException($"no server '{name}' in the scene", nameof(name));
}
