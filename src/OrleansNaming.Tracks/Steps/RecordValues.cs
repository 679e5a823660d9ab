using System.Text;
using System.Text.Json;
using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Steps;

/// <summary>What is known of one record: its columns as JSON, and read by their declared types.</summary>
internal sealed class RecordValues(TrackSource source)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public object? this[string column]
    {
        get => _values.GetValueOrDefault(column);
        set => _values[column] = value;
    }

    public IReadOnlyDictionary<string, object?> All => _values;

    /// <summary>Reads what <see cref="Print"/> wrote; columns that are declared no more, or as another type, are left out.</summary>
    public static RecordValues Read(TrackSource source, string columns, string own)
    {
        var values = new RecordValues(source);
        values.Add(columns, isOwn: false);
        values.Add(own, isOwn: true);
        return values;
    }

    public string Print(bool isOwn)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var column in source.Columns.Where(column => column.IsOwn == isOwn && this[column.Name] is not null))
            {
                Write(writer, column.Name, this[column.Name]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private void Add(string json, bool isOwn)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var column in source.Columns.Where(column => column.IsOwn == isOwn))
        {
            this[column.Name] = document.RootElement.TryGetProperty(column.Name, out var value) && ColumnText.TryRead(value, column.Type, out var read) ? read : null;
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case decimal number:
                writer.WriteNumber(name, number);
                break;
            default:
                writer.WriteString(name, ColumnText.Print(value));
                break;
        }
    }
}
