#!/usr/bin/env python3
"""Draws the pictures of the example newsroom: config/seed/files/*.jpg. Everything is drawn here, so there is no license to keep.

Needs Pillow and NumPy (pip install pillow numpy). The same run gives the same pictures.
"""

import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SCALE = 2  # Drawn larger, then scaled down: smooth edges.


class Scene:
    """A sheet with a sky, on which shapes are drawn back to front."""

    def __init__(self, width, height, top, bottom, seed):
        self.random = np.random.default_rng(seed)
        self.width, self.height = width, height
        rows = np.linspace(0, 1, height * SCALE)[:, None, None] ** 0.8
        sky = np.array(top) * (1 - rows) + np.array(bottom) * rows
        self.image = Image.fromarray(np.repeat(sky, width * SCALE, axis=1).astype(np.uint8))
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def points(self, points):
        return [(x * self.width * SCALE, y * self.height * SCALE) for x, y in points]

    def polygon(self, points, color):
        self.draw.polygon(self.points(points), fill=color)

    def box(self, left, top, right, bottom, color, radius=0):
        corners = self.points([(left, top), (right, bottom)])
        self.draw.rounded_rectangle([*corners[0], *corners[1]], radius * SCALE, fill=color)

    def disc(self, x, y, radius, color):
        (x, y), radius = self.points([(x, y)])[0], radius * self.height * SCALE
        self.draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=color)

    def line(self, points, color, width):
        self.draw.line(self.points(points), fill=color, width=int(width * SCALE), joint="curve")

    def glow(self, x, y, radius, color, strength=0.7):
        light = Image.new("L", (self.width // 4, self.height // 4), 0)
        pen = ImageDraw.Draw(light)
        cx, cy, r = x * light.width, y * light.height, radius * light.height
        pen.ellipse([cx - r, cy - r, cx + r, cy + r], fill=int(255 * strength))
        light = light.filter(ImageFilter.GaussianBlur(r * 0.6)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, color), (0, 0), light)
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def hills(self, base, height, color, waves=3):
        xs = np.linspace(0, 1, 120)
        ys = base - height * sum(
            self.random.uniform(0.3, 1) / n * np.sin(2 * np.pi * n * xs * self.random.uniform(0.4, 1.1) + self.random.uniform(0, 6))
            for n in range(1, waves + 1)
        )
        self.polygon([(0, 1), *zip(xs, ys), (1, 1)], color)

    def houses(self, base, low, high, color, windows=None, step=0.05):
        x = -0.02
        while x < 1.02:
            width = step * self.random.uniform(0.7, 1.4)
            height = self.random.uniform(low, high)
            top = base - height
            self.box(x, top, x + width, base, color)
            if self.random.random() < 0.6:
                self.polygon([(x, top), (x + width / 2, top - height * 0.22), (x + width, top)], color)
            if windows:
                for wy in np.arange(top + 0.02, base - 0.03, 0.045):
                    for wx in np.arange(x + width * 0.18, x + width * 0.8, width * 0.3):
                        if self.random.random() < 0.55:
                            self.box(wx, wy, wx + width * 0.14, wy + 0.022, windows)
            x += width + 0.002

    def water(self, top, color, shine, strength=60):
        self.box(0, top, 1, 1, color)
        for _ in range(140):
            y = top + (1 - top) * self.random.random() ** 1.4
            x, length = self.random.random(), self.random.uniform(0.01, 0.09) * (0.4 + y)
            self.line([(x, y), (x + length, y)], (*shine, int(strength * self.random.random())), 1 + 3 * (y - top))

    def rain(self, count, color):
        for _ in range(count):
            x, y, length = self.random.random() * 1.1, self.random.random(), self.random.uniform(0.02, 0.05)
            self.line([(x, y), (x - length * 0.3, y + length)], color, 1)

    def save(self, path, quality=80):
        image = self.image.resize((self.width, self.height), Image.LANCZOS)
        grain = self.random.normal(0, 2.2, (self.height, self.width, 1))
        pixels = np.clip(np.asarray(image, dtype=np.float32) + grain, 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(path, quality=quality, optimize=True, progressive=True)


def tram(scene, x, y, size, body, light=(255, 226, 150)):
    width, height = size * 0.62, size * 0.3
    scene.box(x, y, x + width, y + height, body, 18)
    scene.box(x, y + height * 0.62, x + width, y + height * 0.74, (245, 240, 225, 255))
    for n in range(6):
        left = x + width * (0.05 + n * 0.155)
        scene.box(left, y + height * 0.14, left + width * 0.12, y + height * 0.55, light, 6)
    scene.line([(x + width * 0.4, y), (x + width * 0.5, y - height * 0.4), (x + width * 0.6, y)], (40, 40, 50, 255), 3)
    for part in (0.15, 0.3, 0.7, 0.85):
        scene.disc(x + width * part, y + height, 0.016, (30, 30, 36, 255))


def boat(scene, x, y, size, hull, sail=None):
    scene.polygon([(x, y), (x + size, y), (x + size * 0.85, y + size * 0.22), (x + size * 0.12, y + size * 0.22)], hull)
    scene.line([(x + size * 0.45, y), (x + size * 0.45, y - size * 0.9)], (60, 50, 45, 255), 4)
    if sail:
        scene.polygon([(x + size * 0.48, y - size * 0.06), (x + size * 0.48, y - size * 0.88), (x + size * 0.95, y - size * 0.06)], sail)
        scene.polygon([(x + size * 0.42, y - size * 0.06), (x + size * 0.42, y - size * 0.75), (x + size * 0.08, y - size * 0.06)], sail)


def night_tram():
    scene = Scene(1280, 800, (14, 20, 48), (66, 58, 104), 1)
    for _ in range(90):
        scene.disc(scene.random.random(), scene.random.random() * 0.45, 0.0012 + 0.001 * scene.random.random(), (255, 255, 255, 190))
    scene.disc(0.82, 0.16, 0.05, (250, 240, 205, 255))
    scene.houses(0.74, 0.18, 0.42, (28, 30, 62, 255), (255, 208, 110, 230))
    scene.box(0, 0.74, 1, 1, (24, 24, 40, 255))
    scene.line([(0, 0.36), (1, 0.33)], (20, 20, 34, 255), 3)
    scene.line([(0, 0.9), (1, 0.9)], (120, 118, 140, 255), 4)
    scene.glow(0.47, 0.78, 0.26, (255, 190, 90), 0.55)
    tram(scene, 0.2, 0.56, 0.95, (176, 36, 44, 255))
    return scene


def flood_gate():
    scene = Scene(1280, 800, (150, 186, 205), (226, 224, 210), 2)
    scene.hills(0.56, 0.03, (120, 140, 140, 255))
    scene.water(0.6, (70, 108, 124), (235, 245, 245))
    for x in (0.12, 0.42, 0.72):
        scene.box(x, 0.3, x + 0.07, 0.86, (206, 204, 196, 255), 6)
        scene.box(x - 0.012, 0.27, x + 0.082, 0.33, (60, 74, 84, 255), 8)
    for x in (0.19, 0.49):
        scene.box(x, 0.46, x + 0.23, 0.72, (44, 92, 112, 255), 4)
        for n in range(6):
            scene.line([(x + 0.23 * n / 5, 0.46), (x + 0.23 * n / 5, 0.72)], (28, 66, 84, 255), 3)
    scene.line([(0.1, 0.26), (0.84, 0.26)], (60, 74, 84, 255), 12)
    return scene


def harbor():
    scene = Scene(1280, 800, (250, 176, 120), (255, 228, 190), 3)
    scene.glow(0.7, 0.5, 0.24, (255, 244, 200), 0.95)
    scene.hills(0.56, 0.05, (156, 106, 116, 255))
    scene.houses(0.62, 0.05, 0.14, (112, 74, 92, 255), (255, 226, 150, 200), 0.035)
    scene.water(0.62, (190, 122, 110), (255, 240, 210), 110)
    for x in (0.08, 0.15):
        scene.line([(x, 0.62), (x, 0.24)], (74, 52, 70, 255), 7)
        scene.line([(x - 0.05, 0.27), (x + 0.13, 0.24)], (74, 52, 70, 255), 6)
    boat(scene, 0.34, 0.72, 0.2, (60, 44, 66, 255), (250, 240, 225, 255))
    boat(scene, 0.66, 0.66, 0.1, (84, 58, 74, 255), (250, 226, 200, 230))
    return scene


def marsh():
    scene = Scene(1280, 800, (188, 214, 216), (240, 236, 206), 4)
    scene.hills(0.52, 0.04, (150, 172, 158, 255))
    scene.hills(0.6, 0.03, (122, 152, 118, 255))
    scene.water(0.62, (138, 170, 172), (255, 255, 255), 70)
    for _ in range(420):
        x, y = scene.random.random(), 0.7 + 0.3 * scene.random.random()
        height = 0.05 + 0.12 * scene.random.random()
        green = int(90 + 60 * scene.random.random())
        scene.line([(x, y), (x + 0.02 * scene.random.normal(), y - height)], (70, green, 52, 230), 2.2)
    for x, y in ((0.24, 0.2), (0.31, 0.16), (0.37, 0.22)):
        scene.line([(x - 0.02, y - 0.012), (x, y), (x + 0.02, y - 0.012)], (60, 66, 72, 255), 3)
    return scene


def council():
    scene = Scene(1280, 800, (120, 164, 204), (214, 224, 222), 5)
    scene.houses(0.76, 0.14, 0.26, (150, 150, 158, 255), None, 0.08)
    scene.box(0.22, 0.4, 0.78, 0.78, (222, 206, 176, 255))
    scene.polygon([(0.19, 0.4), (0.5, 0.24), (0.81, 0.4)], (196, 176, 142, 255))
    scene.box(0.46, 0.1, 0.54, 0.32, (206, 188, 156, 255))
    scene.polygon([(0.45, 0.1), (0.5, 0.02), (0.55, 0.1)], (80, 116, 110, 255))
    scene.disc(0.5, 0.17, 0.03, (250, 248, 240, 255))
    for n in range(8):
        x = 0.255 + n * 0.066
        scene.box(x, 0.44, x + 0.024, 0.72, (238, 226, 202, 255))
        scene.box(x + 0.028, 0.5, x + 0.05, 0.68, (92, 104, 120, 255))
    for n in range(4):
        scene.box(0.2 - n * 0.015, 0.74 + n * 0.02, 0.8 + n * 0.015, 0.76 + n * 0.02, (200 - n * 12, 188 - n * 12, 164 - n * 12, 255))
    scene.box(0, 0.82, 1, 1, (168, 160, 148, 255))
    return scene


def market():
    scene = Scene(1280, 800, (196, 216, 226), (248, 240, 222), 6)
    scene.houses(0.6, 0.2, 0.36, (214, 184, 156, 255), (120, 130, 146, 220), 0.09)
    scene.box(0, 0.6, 1, 1, (186, 176, 164, 255))
    colors = [(198, 60, 52), (44, 110, 138), (226, 168, 52), (72, 128, 84)]
    for n, color in enumerate(colors):
        x = 0.04 + n * 0.24
        for stripe in range(6):
            shade = color if stripe % 2 else (250, 246, 236)
            left = x + stripe * 0.033
            scene.polygon([(left, 0.5), (left + 0.033, 0.5), (left + 0.04 - 0.004 * (3 - stripe), 0.6), (left - 0.004 * (3 - stripe), 0.6)], (*shade, 255))
        scene.box(x, 0.7, x + 0.2, 0.82, (132, 96, 66, 255), 4)
        for _ in range(26):
            fruit = [(214, 66, 50), (240, 170, 60), (112, 156, 70), (190, 200, 206)][int(scene.random.integers(4))]
            scene.disc(x + 0.01 + 0.18 * scene.random.random(), 0.69 + 0.03 * scene.random.random(), 0.016, (*fruit, 255))
    return scene


def bridge():
    scene = Scene(1280, 800, (90, 112, 150), (230, 192, 176), 7)
    scene.hills(0.6, 0.05, (96, 98, 126, 255))
    scene.water(0.66, (98, 110, 142), (255, 224, 206), 90)
    for x in (0.26, 0.74):
        scene.box(x - 0.018, 0.2, x + 0.018, 0.74, (52, 50, 70, 255))
    xs = np.linspace(0.26, 0.74, 40)
    cable = 0.56 - 0.34 * ((xs - 0.5) / 0.24) ** 2
    scene.line(list(zip(xs, cable)), (52, 50, 70, 255), 6)
    scene.line([(0, 0.56), (0.26, 0.22)], (52, 50, 70, 255), 6)
    scene.line([(1, 0.56), (0.74, 0.22)], (52, 50, 70, 255), 6)
    for x, y in zip(xs[::2], cable[::2]):
        scene.line([(x, y), (x, 0.6)], (52, 50, 70, 255), 2)
    scene.box(0, 0.59, 1, 0.63, (52, 50, 70, 255))
    return scene


def library():
    scene = Scene(1280, 800, (88, 62, 48), (130, 92, 64), 8)
    for shelf in range(5):
        base = 0.19 + shelf * 0.19
        x = 0.02
        while x < 0.97:
            width, height = scene.random.uniform(0.012, 0.03), scene.random.uniform(0.1, 0.15)
            hue = [(150, 52, 46), (44, 82, 104), (196, 150, 74), (74, 104, 78), (222, 208, 180), (96, 66, 100)][int(scene.random.integers(6))]
            scene.box(x, base - height, x + width, base, (*hue, 255))
            scene.box(x, base - height * 0.8, x + width, base - height * 0.74, (240, 226, 190, 150))
            x += width + 0.002
        scene.box(0, base, 1, base + 0.022, (66, 44, 34, 255))
    scene.glow(0.5, 0.1, 0.5, (255, 214, 140), 0.35)
    return scene


def storm():
    scene = Scene(1280, 800, (56, 66, 80), (132, 146, 152), 9)
    for _ in range(40):
        scene.disc(scene.random.random(), 0.18 * scene.random.random(), 0.08 + 0.08 * scene.random.random(), (78, 88, 102, 90))
    scene.water(0.62, (62, 84, 96), (220, 236, 240), 120)
    scene.polygon([(0.7, 0.78), (0.76, 0.3), (0.82, 0.3), (0.88, 0.78)], (228, 224, 214, 255))
    scene.polygon([(0.733, 0.56), (0.752, 0.41), (0.828, 0.41), (0.847, 0.56)], (190, 58, 50, 255))
    scene.box(0.755, 0.22, 0.825, 0.3, (48, 54, 62, 255), 6)
    scene.glow(0.79, 0.26, 0.1, (255, 240, 180), 0.9)
    scene.polygon([(0.79, 0.25), (0, 0.08), (0, 0.26)], (255, 240, 190, 40))
    scene.polygon([(0.6, 1), (0.66, 0.78), (0.95, 0.76), (1, 1)], (52, 56, 60, 255))
    scene.rain(500, (220, 230, 236, 70))
    return scene


def portrait(seed, skin, hair, coat, ground, glasses=False, long_hair=False, beard=False):
    scene = Scene(640, 640, ground, tuple(max(0, part - 50) for part in ground), seed)
    if long_hair:
        scene.box(0.3, 0.24, 0.7, 0.76, (*hair, 255), 130)
    scene.polygon([(0.1, 1), (0.22, 0.76), (0.42, 0.68), (0.58, 0.68), (0.78, 0.76), (0.9, 1)], (*coat, 255))
    scene.box(0.435, 0.56, 0.565, 0.74, tuple(int(part * 0.88) for part in skin), 40)
    scene.draw.ellipse([0.33 * 1280, 0.2 * 1280, 0.67 * 1280, 0.64 * 1280], fill=(*skin, 255))
    scene.draw.pieslice([0.31 * 1280, 0.15 * 1280, 0.69 * 1280, 0.55 * 1280], 180, 360, fill=(*hair, 255))
    if beard:
        scene.draw.pieslice([0.34 * 1280, 0.32 * 1280, 0.66 * 1280, 0.655 * 1280], 10, 170, fill=(*hair, 255))
    for x in (0.43, 0.57):
        scene.disc(x, 0.41, 0.016, (40, 34, 34, 255))
        if glasses:
            scene.draw.ellipse([(x - 0.052) * 1280, 0.362 * 1280, (x + 0.052) * 1280, 0.458 * 1280], outline=(30, 30, 36, 255), width=9)
    if glasses:
        scene.line([(0.482, 0.405), (0.518, 0.405)], (30, 30, 36, 255), 4)
    scene.draw.arc([0.44 * 1280, 0.46 * 1280, 0.56 * 1280, 0.555 * 1280], 25, 155, fill=(150, 70, 64, 255), width=9)
    scene.polygon([(0.42, 0.69), (0.5, 0.8), (0.58, 0.69)], (244, 240, 232, 255))
    return scene


PICTURES = {
    "night-tram": night_tram,
    "flood-gate": flood_gate,
    "harbor": harbor,
    "marsh": marsh,
    "council": council,
    "market": market,
    "bridge": bridge,
    "library": library,
    "storm": storm,
    "portrait-ada": lambda: portrait(20, (232, 190, 164), (92, 52, 36), (44, 70, 92), (206, 214, 206), long_hair=True),
    "portrait-benedikt": lambda: portrait(21, (112, 74, 54), (28, 24, 26), (150, 62, 50), (222, 206, 180), glasses=True, beard=True),
    "portrait-clara": lambda: portrait(22, (244, 208, 182), (206, 160, 84), (70, 104, 82), (196, 208, 220), glasses=True, long_hair=True),
    "portrait-esme": lambda: portrait(23, (178, 124, 88), (34, 26, 30), (196, 140, 52), (212, 200, 214), long_hair=True),
    "portrait-hugo": lambda: portrait(24, (236, 196, 170), (150, 146, 142), (58, 58, 66), (200, 210, 196), beard=True),
    "portrait-greta": lambda: portrait(25, (206, 158, 122), (60, 92, 110), (60, 92, 110), (232, 214, 196), long_hair=True),
}


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "config/seed/files")
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / f"{name}.jpg")
    total = sum(path.stat().st_size for path in folder.glob("*.jpg"))
    print(f"{len(PICTURES)} pictures, {total // 1024} kB")


main()
