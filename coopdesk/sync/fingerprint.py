"""Eight words that two people compare by telephone, in either language.

Each word stands for one byte. The bytes are stretched (scrypt) from what they vouch for, so that nobody can search
for another key with the same words.
"""

import hashlib
from functools import lru_cache

from coopdesk.i18n import language
from coopdesk.store.folding import fold

COUNT = 8
_COST = 1 << 15
"""Of scrypt: every desk must stretch as much, so it is part of the format."""

_ENGLISH = """
acorn actor agent album almond anchor angle apple apron arrow atlas autumn badge bakery balcony bamboo banner basin
basket beacon beaver bench blanket border bottle bowl branch bread breeze brick bridge broom bucket butter button
cabin cable camel candle canoe canvas carbon carpet castle cedar cement chain chalk cherry chimney circle citrus clay
cliff clock cloud clover coast cobalt coffee comet compass copper coral cotton cradle crane crystal curtain cypress
daisy dancer desert diamond dinner doctor dolphin donkey dragon drawer driver drum eagle earth echo elbow ember engine
fabric falcon farmer feather fence fiddle finger flame flute forest fossil fountain fox frame garden garlic gazelle
ginger glacier glass globe goat grain granite grape gravel guitar hammer harbor harvest hazel helmet heron honey
horizon horse hotel ice igloo indigo ink iron island ivory jacket jasmine jewel jungle kettle kitchen kite ladder
lagoon lake lamp lantern laurel leather lemon lentil letter lily linen lion lotus magnet mango maple marble market
meadow melon metal mint mirror monkey moon mosaic mountain museum music nectar needle nest nickel north oasis ocean
olive onion opal orange orchid otter oven owl oyster paddle palace palm panda paper parrot peach pearl pebble pencil
pepper piano pigeon pillow pilot pine planet plum pocket porch potato prairie pumpkin quartz rabbit radio rain ribbon
river rocket rope rose ruby saddle saffron sail salmon saturn sesame shadow silver spider spring square stone summer
sunset swan table temple thunder tiger timber topaz tower tulip tunnel turtle valley velvet village violin walnut
water whale wheat willow window winter wolf yellow
"""
_ARABIC = """
أرز أرنب أسد أفق ألماس أمير إبرة إبريق إصبع باب بادية بحر بخور بدر برتقال برج برق بريد بستان بطيخ بغل بلبل بلوط بندق
بوابة بوصلة بيت بيدر تاج تاجر تفاح تل توت تين ثعلب ثلج ثوب جبل جبن جدول جذع جرس جزيرة جسر جمل جناح جندي جوز جوهر حارس
حبر حبل حجر حديد حديقة حرير حزام حصان حقل حقيبة حكيم حمام حنطة حوت خاتم خبز خروف خريف خزانة خشب خليج خندق خوخ خيط خيمة
دار درع دفتر دلو دلفين دواء ديك ذئب ذرة ذهب راية ربيع رحالة رخام رسالة رصيف رعد رمان رمح رمل ريحان ريشة زبيب زجاج
زرافة زعفران زمرد زنبق زهرة زورق زيتون ساحل ساعة سحاب سراج سرو سفينة سكر سلحفاة سلم سماء سمسم سمك سنبلة سندس سوار سوق
سيف شاطئ شاعر شباك شجرة شراع شرفة شعلة شمس شمعة شهد صابون صحراء صحن صخرة صدف صفصاف صقر صندوق صوف صيف ضباب ضفة ضوء طائر
طاحونة طاووس طباشير طبل طريق طين ظبي ظل عاج عالم عجلة عدس عربة عسل عشب عصفور عطر عقد عقيق علم عمود عنب عنبر عود غابة
غدير غراب غزال غصن غيم فأس فارس فجر فخار فراشة فرس فستق فضة فلفل فلاح فنجان فندق فيروز فيل قارب قافلة قبة قرنفل قصب
قصر قطار قطن قلعة قلم قمح قمر قنديل قوس كأس كتاب كحل كرز كرم كرسي كمثرى كنز كوكب لؤلؤ لبان لحن لوح لوز ليمون ماء مئذنة
متحف مرآة مرجان مرساة مسك مشمش مصباح مطر معدن مفتاح مكتبة ملح ملعب منارة منديل منزل موج ميزان ميناء نافذة نبع نجار نجم
نحاس نحلة نخلة نرجس نسر نسيم نعناع نهر نور هدهد هلال
"""
_EACH = (tuple(_ENGLISH.split()), tuple(_ARABIC.split()))


@lru_cache(maxsize=8)
def words(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return the eight words of some bytes, each in English and in Arabic. They are asked for once in each language."""
    stretched = hashlib.scrypt(
        hashlib.sha256(content).digest(),
        salt=b"coopdesk/fingerprint/1",
        n=_COST,
        r=8,
        p=1,
        maxmem=1 << 26,
        dklen=COUNT,
    )
    return tuple((_EACH[0][byte], _EACH[1][byte]) for byte in stretched)


def spoken(content: bytes, lang: str = "") -> str:
    """Return the eight words in one language, the present one by default."""
    place = 1 if (lang or language()) == "ar" else 0
    return " ".join(pair[place] for pair in words(content))


def matches(content: bytes, given: str) -> bool:
    """Tell whether words that a person read out, in either language and any spelling of it, are those of the bytes."""
    heard = [fold(word) for word in given.replace(",", " ").replace("،", " ").replace("-", " ").split()]
    expected = words(content)
    return len(heard) == COUNT and all(
        word in (fold(english), fold(arabic)) for word, (english, arabic) in zip(heard, expected, strict=True)
    )
