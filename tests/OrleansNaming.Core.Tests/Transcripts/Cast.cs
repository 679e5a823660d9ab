using OrleansNaming.Node;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>start, restart, kill, leave: who is on the stage.</summary>
internal sealed class Cast(Scene scene)
{
    public bool Carry(string verb, string[] words)
    {
        switch (verb)
        {
            case "start":
                StartAll(words);
                return true;
            case "restart":
                Start(scene.Find(words[0])!);
                return true;
            case "kill":
                Kill(scene.Find(words[0])!);
                return true;
            case "leave":
                scene.Step(scene.Find(words[0])!, new LeaveRequested());
                return true;
            default:
                return false;
        }
    }

    private void StartAll(string[] words)
    {
        var options = words.Where(word => word.Contains('=')).ToDictionary(word => word.Split('=')[0], word => word.Split('=')[1]);
        foreach (var name in Ranges.Expand(words.Where(word => !word.Contains('='))))
        {
            var actor = new Actor(name, scene.Actors.Count + 1, OptionsOf(name, options));
            scene.Enter(actor);
            Start(actor);
        }
    }

    private void Start(Actor actor)
    {
        actor.Start();
        scene.Step(actor, new Started(actor.Disk));
    }

    private void Kill(Actor actor)
    {
        actor.Die();
        scene.Post.RemoveWrites(actor);
    }

    private static NodeOptions OptionsOf(string name, Dictionary<string, string> options) => new()
    {
        Cluster = Hands.Cluster,
        Server = new ServerId(options.GetValueOrDefault("server", name)),
        Boot = default,
        ProbePort = Actor.ProbePort,
        PullPort = Actor.PullPort,
        Interval = Director.Time(options.GetValueOrDefault("T", "1s")),
        Payload = Enum.Parse<AdvertPayload>(options.GetValueOrDefault("payload", "delta"), ignoreCase: true),
        JoinMode = Enum.Parse<JoinMode>(options.GetValueOrDefault("join", "auto"), ignoreCase: true),
    };
}
