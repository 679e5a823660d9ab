using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Actions;
using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Language;

/// <content>Actions.</content>
internal sealed partial class TrackParser
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private List<TrackAction> Actions()
    {
        var actions = new List<TrackAction>();
        if (!IsAction())
        {
            return actions;
        }

        do
        {
            Room(actions.Count, TrackStep.ActionsMax, "actions");
            actions.Add(Action());
        }
        while (Take("AND"));
        return actions;
    }

    private bool IsAction() => Current.Is("SET") || Current.Is("CALL") || Current.Is("EMAIL") || Current.Is("PUBLISH") || Current.Is("WITHDRAW") || Current.Is("RUN");

    /// <summary>SET column = value, … | CALL method "url" [BODY "…"] | EMAIL address "subject" [BODY "…"] | PUBLISH "name" AT "host:port" | WITHDRAW "name" | RUN "action" [WITH value, …]</summary>
    public TrackAction Action()
    {
        if (Take("SET"))
        {
            return Set();
        }

        if (Take("CALL"))
        {
            return Call();
        }

        if (Take("EMAIL"))
        {
            var to = Value("an address", TrackType.Text);
            return new EmailAction(to, TemplateText("a subject"), Take("BODY") ? TemplateText("a body") : null);
        }

        if (Take("PUBLISH"))
        {
            var name = TemplateText("a name");
            Expect("AT");
            return new PublishAction(name, TemplateText("host:port"));
        }

        if (Take("WITHDRAW"))
        {
            return new WithdrawAction(TemplateText("a name"));
        }

        Expect("RUN", "SET", "CALL", "EMAIL", "PUBLISH", "WITHDRAW");
        var at = Current;
        var run = Known(at, "action", Name("an action's name"), _vocabulary?.Actions);
        return new RunAction(run, Take("WITH") ? [.. Values(TrackStep.ActionsMax)] : []);
    }

    private SetAction Set()
    {
        var assignments = new List<Assignment>();
        do
        {
            Room(assignments.Count, TrackSource.ColumnsMax, "columns");
            var at = Current;
            var name = Identifier("a column's name");
            var column = FindColumn(at, name);
            if (column is { IsOwn: false } && (_source?.Updates is null || name == _source.Key))
            {
                Complain(at, name == _source?.Key ? $"'{name}' is the key, which stays" : $"'{name}' is only read: declare it OWN, or say which table the source UPDATES");
            }

            if (assignments.Exists(assignment => assignment.Column == name))
            {
                Complain(at, $"'{name}' is set twice");
            }

            Expect("=");
            assignments.Add(new Assignment(name, Value($"a value for '{name}'", column?.Type)));
        }
        while (Take(","));
        return new SetAction([.. assignments]);
    }

    private CallAction Call()
    {
        if (Methods.FirstOrDefault(method => Current.Is(method)) is not { } method)
        {
            Unexpected(Methods);
            return new CallAction("", "", null);
        }

        _at++;
        return new CallAction(method, TemplateText("a URL"), Take("BODY") ? TemplateText("a body") : null);
    }

    /// <summary>A text whose {column} parts are filled in for each record.</summary>
    private string TemplateText(string what)
    {
        var at = Current;
        var text = Text(what);
        var (parts, error) = Template.Parse(text);
        if (error is not null)
        {
            Complain(at, error);
        }

        foreach (var part in parts.Where(part => part.IsColumn))
        {
            _ = FindColumn(at, part.Text);
        }

        return text;
    }

    private List<TrackExpression> Values(int most)
    {
        var values = new List<TrackExpression>();
        do
        {
            Room(values.Count, most, "values");
            values.Add(Value("a value", null));
        }
        while (Take(","));
        return values;
    }

    private TrackExpression Value(string what, TrackType? type)
    {
        var value = Additive();
        if (type is not null && value.Type is not null && type != value.Type)
        {
            Complain(value.At, $"expected {what} of type {type}, found {value.Type}");
        }

        return value.Expression;
    }

    private TrackColumn? FindColumn(Token at, string name)
    {
        var column = _source?.Find(name);
        if (column is null && name.Length > 0)
        {
            Complain(at, $"there is no column '{name}'", Nearest.To(name, _source?.Columns.Select(known => known.Name) ?? []));
        }

        return column;
    }
}
