using System.Text.Json.Serialization;
using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Storage;

/// <summary>A finished model beside its weights.</summary>
/// <param name="Shape">Sizes of every network.</param>
/// <param name="Members">Number of networks.</param>
/// <param name="Recipe">Level, season, sizes and bands.</param>
/// <param name="Series">The series it was trained on, to go on from when no other is given.</param>
public sealed record ModelConfiguration(NetworkShape Shape, int Members, ForecastRecipe Recipe, Series Series);

/// <summary>JSON of a configuration; generated, so that no reflection keeps types of a plugin alive.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelConfiguration))]
sealed partial class ModelJson : JsonSerializerContext;
