using System.CommandLine;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Lan.Keys;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming keys</c>: the cluster's keyring file. Rotation: add everywhere, use everywhere, remove the old one.</summary>
internal static class KeysVerb
{
    public static Command Create(Terminal terminal)
    {
        var file = new Option<string?>("--file") { Description = "The keyring; by default keys.json in the cluster's folder.", Recursive = true };
        var cluster = new Option<string>("--cluster") { Description = "The cluster, for its folder.", DefaultValueFactory = _ => "default", Recursive = true };
        var json = new Option<bool>("--json") { Description = "Answer in JSON.", Recursive = true };
        var command = new Command("keys", "Create, list and rotate the cluster's keys.") { file, cluster, json };
        var id = new Argument<uint>("id") { Description = "The key's number." };

        Add("create", "Create a keyring with one random key.", null, (path, _) => File.Exists(path)
            ? throw new NamingException(Refusal.AlreadyBound, $"{path} exists; 'naming keys add' adds a key to it")
            : KeyringFile.Create());
        Add("list", "List the keys; secrets are never shown.", null, (path, _) => KeyringFile.Load(path));
        Add("add", "Add a random key, which only opens until it is used.", null, (path, _) => KeyringFile.Load(path).Add());
        Add("use", "Seal with this key from now on.", id, (path, key) => KeyringFile.Load(path).Use(key));
        Add("remove", "Refuse this key from now on.", id, (path, key) => KeyringFile.Load(path).Remove(key));
        return command;

        void Add(string verb, string description, Argument<uint>? argument, Func<string, uint, KeyringFile> change)
        {
            var sub = new Command(verb, description);
            if (argument is not null)
            {
                sub.Arguments.Add(argument);
            }

            sub.SetAction(parsed =>
            {
                var path = parsed.GetValue(file) ?? PathOf(parsed.GetValue(cluster)!);
                if (verb != "create" && !File.Exists(path))
                {
                    throw new UsageException($"there is no keyring {path}: 'naming keys create' makes one, --file or --cluster name another");
                }

                var ring = change(path, argument is null ? 0 : parsed.GetValue(argument));
                if (verb != "list")
                {
                    Save(ring, path);
                }

                Show(ring, path, parsed.GetValue(json), terminal);
                return ExitCode.Yes;
            });
            command.Subcommands.Add(sub);
        }
    }

    private static string PathOf(string cluster) => NamePath.CheckSegment(cluster) is { } wrong
        ? throw new UsageException($"--cluster '{cluster}' is no cluster: {wrong}")
        : Path.Combine(RunFile.Folder, cluster, "keys.json");

    private static void Save(KeyringFile ring, string path)
    {
        try
        {
            ring.Save(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NamingException(Refusal.StorageFailed, $"cannot write the keys to {path}: {e.Message}");
        }
    }

    private static void Show(KeyringFile ring, string path, bool json, Terminal terminal)
    {
        var lines = ring.Keys.Select(key => new KeyLine(key.Id, key.State.ToString().ToLowerInvariant())).ToList();
        if (json)
        {
            terminal.Json(lines, CliJson.Default.IReadOnlyListKeyLine);
            return;
        }

        terminal.Say(path);
        terminal.Table(["KEY", "STATE"], lines.Select(line => (IReadOnlyList<string>)[$"{line.Id}", line.State]));
    }
}
