using System.CommandLine;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming conflicts</c>: the names that more bind than may be served, and who of them is.</summary>
internal static class ConflictsVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("conflicts", "List the names that more bind than may be served.");
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            var conflicts = new List<NameConflict>();
            for (CompositeName? after = null; ; after = conflicts[^1].Name)
            {
                var page = await opened.Tree.ConflictsAsync(after, stop).ConfigureAwait(false);
                conflicts.AddRange(page);
                if (page.Count < InProcess.DirectoryReader.PageSize)
                {
                    break;
                }
            }

            terminal.Answer(
                connection.WantsJson(parsed), new ApiConflictList([.. conflicts.Select(ApiConflict.From)], null), ApiJson.Default.ApiConflictList,
                () => terminal.Table(["NAME", "POLICY", "INSTANCE", "SERVER", "EPOCH", "STATE"], conflicts.SelectMany(Rows)));
            return ExitCode.Yes;
        });
        return command;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(NameConflict conflict) => conflict.Bindings.Select(binding => (IReadOnlyList<string>)
    [
        conflict.Name.ToString(), conflict.Policy.ToString(), binding.Instance.InstanceId, binding.Owner.ToString(), $"{binding.Epoch}", binding.IsServed ? "served" : "conflicted",
    ]);
}
