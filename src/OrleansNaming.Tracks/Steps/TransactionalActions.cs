using System.Net.Mail;
using OrleansNaming.Tracks.Definitions.Actions;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Steps;

/// <summary>Actions that only write to the group's database: they happen in the transaction that moves the record on, exactly once (row E3).</summary>
/// <param name="database">The group's.</param>
/// <param name="group">The group.</param>
internal sealed class TransactionalActions(TrackDatabase database, string group)
{
    private readonly SqlOutbox _outbox = new(database, group);
    private readonly SqlPublishedNames _names = new(database, group);

    public static bool Has(TrackAction action) => action is SetAction or EmailAction or PublishAction or WithdrawAction;

    /// <summary>What an action writes, and the record as it is then; a SET changes the context's values.</summary>
    /// <exception cref="TrackActionException">The record's values make it impossible.</exception>
    public (TrackRecord Record, IReadOnlyList<PlannedWrite> Writes) Plan(ActionContext context) => context.Action switch
    {
        SetAction set => Set(context, set),
        EmailAction mail => (context.Record, [new PlannedWrite(_outbox.Queue(Mail(context, mail)))]),
        PublishAction publish => (context.Record, [new PlannedWrite(_names.Publish(Name(context, publish.Name), Endpoint(context, publish.Endpoint)))]),
        WithdrawAction withdraw => (context.Record, [new PlannedWrite(_names.Withdraw(Name(context, withdraw.Name)))]),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is no matter of the database alone"),
    };

    /// <summary>All values first, from what was before, as in SQL.</summary>
    private (TrackRecord Record, IReadOnlyList<PlannedWrite> Writes) Set(ActionContext context, SetAction set)
    {
        var (source, values) = (context.Definition.Source, context.Values);
        var changes = set.Assignments.Select(assignment => (Column: source.Find(assignment.Column)!, Value: context.Evaluation.Of(assignment.Value))).ToList();
        var written = changes.Where(change => !change.Column.IsOwn).ToList();
        IReadOnlyList<PlannedWrite> writes = [];
        if (written.Count > 0)
        {
            var columns = string.Join(", ", written.Select((change, i) => $"\"{change.Column.Name}\" = @v{i}"));
            var parameters = written.Select((change, i) => ($"v{i}", database.ToParameter(change.Value))).Append(("k", database.ToParameter(values[source.Key]))).ToArray();
            var update = new SqlStatement($"update \"{source.Updates}\" set {columns} where \"{source.Key}\" = @k", parameters);
            writes = [new PlannedWrite(update, Unless: $"'{source.Updates}' has not one row with that key")];
        }

        foreach (var (column, value) in changes)
        {
            values[column.Name] = value;
        }

        return (context.Record with { Columns = values.Print(isOwn: false), Own = values.Print(isOwn: true) }, writes);
    }

    private static TrackMail Mail(ActionContext context, EmailAction mail)
    {
        var to = context.Evaluation.Of(mail.To) as string;
        if (to is null || !MailAddress.TryCreate(to, out _) || to.Any(char.IsControl))
        {
            throw new TrackActionException($"'{to}' is no e-mail address");
        }

        var subject = context.Evaluation.Fill(mail.Subject);
        return new TrackMail(context.Key, to, new string([.. subject.Select(character => char.IsControl(character) ? ' ' : character)]), mail.Body is null ? subject : context.Evaluation.Fill(mail.Body));
    }

    private static string Name(ActionContext context, string template)
    {
        var name = context.Evaluation.Fill(template);
        return NamePath.Check(name) is { } why ? throw new TrackActionException($"'{name}' is no name: {why}") : name;
    }

    private static string Endpoint(ActionContext context, string template)
    {
        var endpoint = context.Evaluation.Fill(template);
        return PublishedEndpoint.Parse(endpoint) is null ? throw new TrackActionException($"'{endpoint}' is no endpoint: write host:port") : endpoint;
    }
}
