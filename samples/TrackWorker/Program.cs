// Servers that share work. Start any number of them with one database: each record's line is written once, whichever server dies when.
// snippet: tracks
using OrleansNaming.Tracks.Stores;

var builder = WebApplication.CreateBuilder(args);

var naming = builder.Services.AddOrleansNaming(options => options.Cluster = "shop").UseLan()
    .AddTracks("orders")                                                 // section "Naming:Tracks": Level, Tracks, Postgres or Sqlite …
    .AddStoredTrackWork(async (transaction, record, stop) =>             // one transaction with the fence and the record's completion
    {
        await using var command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = "insert into shipped (record, epoch) values (@record, @epoch)";
        Add(command, "record", record);
        Add(command, "epoch", (long)transaction.Token.Epoch);
        await command.ExecuteNonQueryAsync(stop);
    });

var isFenced = builder.Configuration["Naming:Tracks:Level"] == "Fenced";
if (isFenced)
{
    naming.AddDecisionTracks();                                          // tracks that people write: naming track add FILE
}

var app = builder.Build();
if (isFenced)
{
    app.UseTrackContacts("visit");                                       // each request is a contact of the tracks that wait for it
}

app.MapNaming();
app.MapNamingTracks();                                                   // how the servers of the group hear each other, and the API
app.MapPost("/orders/{track}/{id}", (string track, string id, IWorkStore work, CancellationToken stop) =>
    work.EnqueueAsync(track, [new WorkItem(id, default)], stop));

await app.RunAsync();
// end

static void Add(System.Data.Common.DbCommand command, string name, object value)
{
    var parameter = command.CreateParameter();
    (parameter.ParameterName, parameter.Value) = (name, value);
    command.Parameters.Add(parameter);
}
