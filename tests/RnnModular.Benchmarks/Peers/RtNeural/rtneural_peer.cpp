// RTNeural's layers, their sizes known at compile time, driven by lines: open id cell B T I H, run id count, close id.
#include <RTNeural.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {
std::mt19937 random_numbers(1);

std::vector<std::vector<float>> matrix(int rows, int columns) {
    std::uniform_real_distribution<float> values(-0.3f, 0.3f);
    std::vector<std::vector<float>> result(rows, std::vector<float>(columns));
    for (auto& row : result) for (auto& value : row) value = values(random_numbers);
    return result;
}

volatile float kept;

constexpr int inputs = 256;

template <typename Layer, int I, int H>
struct Run {
    RTNeural::ModelT<float, I, H, Layer> model;
    alignas(64) float x[inputs][(I + 15) / 16 * 16];

    // In a file of eight layers g++ comes to the end of its budget for inlining and calls the products of a step, which
    // costs LSTM 16 -> 16 three quarters more (176 ns instead of 100, AVX-512). A plain program that timed the same layers had all inlined.
    [[gnu::flatten, gnu::noinline]] void step(int count) {
        for (int step = 0; step < count; step++) model.forward(x[step % inputs]);
    }
};

template <typename Layer, int I, int H, bool IsLstm>
std::function<double(int)> make() {
    auto run = std::make_shared<Run<Layer, I, H>>();
    auto& layer = run->model.template get<0>();
    layer.setWVals(matrix(I, (IsLstm ? 4 : 3) * H));
    layer.setUVals(matrix(H, (IsLstm ? 4 : 3) * H));
    if constexpr (IsLstm) layer.setBVals(matrix(1, 4 * H)[0]);
    else layer.setBVals(matrix(2, 3 * H));
    run->model.reset();
    for (auto& row : run->x) for (auto& value : row) value = (random_numbers() % 2000) / 1000.0f - 1.0f;
    return [run](int count) {
        auto start = std::chrono::steady_clock::now();
        run->step(count);
        double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        kept = run->model.getOutputs()[0];
        return seconds;
    };
}

template <int I, int H>
void add(std::map<std::string, std::function<std::function<double(int)>()>>& layers) {
    std::string sizes = " " + std::to_string(I) + " " + std::to_string(H);
    layers["lstm" + sizes] = make<RTNeural::LSTMLayerT<float, I, H>, I, H, true>;
    layers["gru" + sizes] = make<RTNeural::GRULayerT<float, I, H>, I, H, false>;
}
}

int main() {
    std::map<std::string, std::function<std::function<double(int)>()>> layers;
    add<4, 4>(layers);
    add<16, 16>(layers);
    add<1, 24>(layers);
    add<64, 64>(layers);
    std::map<int, std::function<double(int)>> open;
    std::cout << "ok RTNeural " << BACKEND << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string verb, cell, batch, time, input, hidden;
        int id = 0, count = 0;
        words >> verb >> id;
        if (verb == "open") {
            words >> cell >> batch >> time >> input >> hidden;
            auto layer = layers.find(cell + " " + input + " " + hidden);
            if (layer == layers.end()) { std::cout << "error not built at this size" << std::endl; continue; }
            open[id] = layer->second();
            std::cout << "ok" << std::endl;
        } else if (verb == "run") {
            words >> count;
            std::printf("ok %.9g\n", open[id](count));
            std::fflush(stdout);
        } else {
            open.erase(id);
            std::cout << "ok" << std::endl;
        }
    }
}
