using OrleansNaming.Advertising;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>show, resolve, count, pull, corrupt: looks into a node, and one spoils what it finds there.</summary>
internal sealed class Views(Scene scene)
{
    private readonly MessageWords _words = new(scene.Symbols);

    public bool Carry(string verb, string[] words)
    {
        if (words.Length == 0 || scene.Find(words[0])?.Node is not { } node)
        {
            return false;
        }

        switch (verb)
        {
            case "show":
                Show(node);
                return true;
            case "resolve":
                scene.Lines.AddRange(words[1..].Select(name => Resolve(node, name)));
                return true;
            case "count":
                scene.Lines.AddRange(words[1..].Select(what => $"{what} {node.Status(scene.Clock).Counters.GetValueOrDefault(what)}"));
                return true;
            case "pull":
                Pull(node, new ServerId(words[1]), words[2..]);
                return true;
            case "corrupt":
                Corrupt(node, new ServerId(words[1]), words[2]);
                return true;
            default:
                return false;
        }
    }

    private void Show(NamingNode node)
    {
        var status = node.Status(scene.Clock);
        scene.Lines.Add($"{status.Server} is {status.Phase.ToString().ToLowerInvariant()}, {(status.IsComplete ? "complete" : "incomplete")}{(status.IsIsolated ? ", isolated" : "")}");
        foreach (var line in status.Owners)
        {
            var state = line.Server == status.Server ? "own" : line.State.ToString().ToLowerInvariant();
            scene.Lines.Add($"  {line.Server} {state} {scene.Symbols.Of(line.Server, line.Stamp)}"
                + (line.Known > line.Stamp ? $", behind {scene.Symbols.Of(line.Server, line.Known)}" : "")
                + (line.LearntBy is "" or "own" ? "" : $", by {line.LearntBy}")
                + (line.IsStale ? ", stale" : "")
                + $": {EntryText.Listed([.. Entries(node, line.Server).Select(EntryText.Of)])}");
        }
    }

    private static IEnumerable<Entry> Entries(NamingNode node, ServerId server) => node.Replica.Find(server)?.Advertisement?.Entries.All ?? [];

    private string Resolve(NamingNode node, string name)
    {
        var set = node.Replica.Resolve(name);
        var found = new List<string>();
        foreach (var binding in set.Bindings)
        {
            var owner = binding.Version.Owner;
            found.Add($"{EntryText.Of(binding.Instance)} of {scene.Symbols.Of(owner.Server, binding.Version.Stamp)}{(owner.IsStale ? " stale" : "")}");
        }

        return $"{name}: {EntryText.Listed(found)}";
    }

    /// <summary>As a client of that node's API pulls: <c>pull alpha alpha since 1</c>, <c>pull alpha alpha snapshot</c>.</summary>
    private void Pull(NamingNode node, ServerId owner, string[] words)
    {
        var held = node.Replica.Find(owner)!.Advertisement!;
        var since = words.SkipWhile(word => word != "since").Skip(1).FirstOrDefault() is { } version
            ? new Stamp(held.Stamp.Epoch, ulong.Parse(version)) : default;
        var mode = Enum.GetValues<PullMode>().FirstOrDefault(mode => words.Contains(mode.ToString().ToLowerInvariant()));
        var reply = node.Answer(new ChangesRequest(owner, since, since == held.Stamp ? held.Digest : default, mode));
        scene.Lines.Add(_words.Of(owner, owner, reply));
    }

    /// <summary>Another port in one line of what this node holds of an owner, under the same stamp.</summary>
    private static void Corrupt(NamingNode node, ServerId owner, string name)
    {
        var held = node.Replica.Find(owner)!.Advertisement!;
        var spoilt = held.Entries.All.Where(entry => entry.Name == name)
            .Select(entry => new Instance(name, entry.InstanceId, [new Endpoint("http", "10.0.0.1", 666)], null, null)).ToArray();
        var entries = held.Entries.All.Where(entry => entry.Name != name).Concat(spoilt).ToArray();
        var (next, _) = AdvertisementFold.Advance(AdvertisementFold.Nothing(owner), held.Stamp, held.Status, entries, []);
        node.Replica.Apply(next, delta: null, []);
    }
}
